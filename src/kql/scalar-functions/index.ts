import type { ScalarFunction } from '../plan/definitions.js';
import { specialForms } from '../plan/special-forms.js';
import { aggregateStateFunctions } from './aggregate-states/index.js';
import { conversionFunctions } from './conversion/index.js';
import { datetimeFunctions } from './datetime/index.js';
import { dynamicFunctions } from './dynamic/index.js';
import { geospatialFunctions } from './geospatial/index.js';
import { graphFunctions } from './graph/index.js';
import { hashFunctions } from './hash/index.js';
import { ipFunctions } from './ip/index.js';
import { mathFunctions } from './math/index.js';
import { parsingFunctions } from './parsing/index.js';
import { seriesFunctions } from './series/index.js';
import { stringFunctions } from './string/index.js';
import { unitFunctions } from './units/index.js';
import { windowFunctions } from './window/index.js';

/** Every scalar function, by section. */
export const scalarFunctions: readonly ScalarFunction[] = [
  ...specialForms,
  ...aggregateStateFunctions,
  ...conversionFunctions,
  ...datetimeFunctions,
  ...dynamicFunctions,
  ...graphFunctions,
  ...geospatialFunctions,
  ...hashFunctions,
  ...ipFunctions,
  ...mathFunctions,
  ...parsingFunctions,
  ...seriesFunctions,
  ...stringFunctions,
  ...windowFunctions,
  ...unitFunctions,
];
