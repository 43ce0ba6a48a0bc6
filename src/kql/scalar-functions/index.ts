import type { ScalarFunction } from '../plan/definitions.js';
import { specialForms } from '../plan/special-forms.js';
import { conversionFunctions } from './conversion/index.js';
import { datetimeFunctions } from './datetime/index.js';
import { dynamicFunctions } from './dynamic/index.js';
import { ipFunctions } from './ip/index.js';
import { mathFunctions } from './math/index.js';
import { stringFunctions } from './string/index.js';

/** Every scalar function, by section. */
export const scalarFunctions: readonly ScalarFunction[] = [
  ...specialForms,
  ...conversionFunctions,
  ...datetimeFunctions,
  ...dynamicFunctions,
  ...ipFunctions,
  ...mathFunctions,
  ...stringFunctions,
];
