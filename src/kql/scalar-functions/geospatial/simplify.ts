import type { ScalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { geoFunction, unsettled } from './geo-function.js';
import { linesOf } from './line-shapes.js';
import { areasOf } from './polygon-shapes.js';
import { distance, earthRadius, type Vector } from './sphere.js';

const defaultTolerance = 10;
const maxTolerance = 7_800_000;
const gap = 'shapes that outlast the simplification: which places S2 keeps of them';

/** @see https://learn.microsoft.com/kusto/query/geo-line-simplify-function */
const lineSimplify = geoFunction('geo_line_simplify', {
  summary: 'Leaves out places of lines that lie within a tolerance in metres; null where nothing is left.',
  gap,
  parameters: ['dynamic', 'real?'],
  result: 'dynamic',
  of: (json, tolerance = defaultTolerance) => simplified(linesOf(json)?.flat() ?? null, tolerance),
});

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-simplify-function */
const polygonSimplify = geoFunction('geo_polygon_simplify', {
  summary: 'Leaves out places of polygons that lie within a tolerance in metres; null where nothing is left.',
  gap,
  parameters: ['dynamic', 'real?'],
  result: 'dynamic',
  of: (json, tolerance = defaultTolerance) => simplified(placesOf(json), tolerance),
});

/** @see https://learn.microsoft.com/kusto/query/geo-simplify-polygons-array-function */
const simplifyPolygonsArray = geoFunction('geo_simplify_polygons_array', {
  summary:
    'Leaves out places of an array of polygons that lie within a tolerance in metres; null where one is invalid.',
  gap,
  parameters: ['dynamic', 'real?'],
  result: 'dynamic',
  of(json, tolerance = defaultTolerance) {
    const places = Array.isArray(json) && json.length > 0 ? json.map(placesOf) : [null];
    return simplified(places.includes(null) ? null : places.flatMap((each) => each ?? []), tolerance);
  },
});

function placesOf(json: Json): Vector[] | null {
  return areasOf(json)?.flatMap(({ rings }) => rings.flat()) ?? null;
}

/** Null where the shape or the tolerance is invalid, or all places are as close as one. */
function simplified(places: readonly Vector[] | null, tolerance: number): null {
  if (places === null || !(tolerance >= 0 && tolerance <= maxTolerance)) return null;
  const limit = tolerance / earthRadius;
  if (places.every((place) => distance(places[0], place) < limit / 2)) return null;
  return unsettled('which places S2 keeps');
}

/** Functions that leave places out of shapes. */
export const simplifyFunctions: readonly ScalarFunction[] = [lineSimplify, polygonSimplify, simplifyPolygonsArray];
