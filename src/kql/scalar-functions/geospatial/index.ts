import type { ScalarFunction } from '../../plan/definitions.js';
import { bufferFunctions } from './buffers.js';
import { coveringFunctions } from './coverings.js';
import { densifyFunctions } from './densify.js';
import geoFromWkt from './geo_from_wkt.js';
import { geohashFunctions } from './geohash.js';
import { h3CellFunctions } from './h3-cells.js';
import { intersectionFunctions } from './intersections.js';
import { lineFunctions } from './lines.js';
import { placeFunctions } from './places.js';
import { polygonFunctions } from './polygons.js';
import { s2CellFunctions } from './s2-cells.js';
import { simplifyFunctions } from './simplify.js';
import { unionFunctions } from './unions.js';

/** Functions of places, lines and polygons on the Earth, and of the cells that divide it. */
export const geospatialFunctions: readonly ScalarFunction[] = [
  geoFromWkt,
  ...bufferFunctions,
  ...coveringFunctions,
  ...densifyFunctions,
  ...geohashFunctions,
  ...h3CellFunctions,
  ...intersectionFunctions,
  ...lineFunctions,
  ...placeFunctions,
  ...polygonFunctions,
  ...s2CellFunctions,
  ...simplifyFunctions,
  ...unionFunctions,
];
