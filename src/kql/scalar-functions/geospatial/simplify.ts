import type { ScalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { simplifiedChain } from './edge-chains.js';
import { geoFunction, unsettled } from './geo-function.js';
import { geometryOf, linesJson, positionsOf, ringJson } from './geojson.js';
import { linesOf } from './line-shapes.js';
import { areasOf } from './polygon-shapes.js';
import { distance, earthRadius, isSame, placeAt, positionOf, type Vector } from './sphere.js';

const defaultTolerance = 10;
const maxTolerance = 7_800_000;
const gap =
  'shapes where a place comes close to an edge that is not its own or no two places are closer than the tolerance';

/** @see https://learn.microsoft.com/kusto/query/geo-line-simplify-function */
const lineSimplify = geoFunction('geo_line_simplify', {
  summary: 'Leaves out places of lines that lie within a tolerance in metres; null where nothing is left.',
  gap: `${gap}; several lines`,
  parameters: ['dynamic', 'real?'],
  result: 'dynamic',
  of(json, tolerance = defaultTolerance) {
    const lines = linesOf(json);
    if (isGone(lines?.flat() ?? null, tolerance) || lines === null) return null;
    if (lines.length > 1) unsettled('several lines');
    const kept = simplifiedChain(lines[0], false, tolerance / earthRadius);
    return kept && linesJson([kept.map(positionOf)]);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-simplify-function */
const polygonSimplify = geoFunction('geo_polygon_simplify', {
  summary: 'Leaves out places of polygons that lie within a tolerance in metres; null where nothing is left.',
  gap: `${gap}; several polygons, holes and clockwise shells`,
  parameters: ['dynamic', 'real?'],
  result: 'dynamic',
  of(json, tolerance = defaultTolerance) {
    const areas = areasOf(json);
    if (isGone(placesOf(json), tolerance) || areas === null) return null;
    if (areas.length > 1 || areas[0].rings.length > 1) unsettled('several polygons, or a hole');
    const [ring] = areas[0].rings;
    if (!isWrittenSo(json, ring)) unsettled('a clockwise shell');
    const kept = simplifiedChain(ring, true, tolerance / earthRadius);
    return kept && ringJson(kept);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-simplify-polygons-array-function */
const simplifyPolygonsArray = geoFunction('geo_simplify_polygons_array', {
  summary:
    'Leaves out places of an array of polygons that lie within a tolerance in metres; null where one is invalid.',
  gap: 'polygons that outlast the simplification',
  parameters: ['dynamic', 'real?'],
  result: 'dynamic',
  of(json, tolerance = defaultTolerance) {
    const places = Array.isArray(json) && json.length > 0 ? json.map(placesOf) : [null];
    if (isGone(places.includes(null) ? null : places.flatMap((each) => each ?? []), tolerance)) return null;
    return unsettled('which places S2 keeps of several polygons');
  },
});

function placesOf(json: Json): Vector[] | null {
  return areasOf(json)?.flatMap(({ rings }) => rings.flat()) ?? null;
}

/** Whether the shape or the tolerance is invalid, or all places are as close as one. */
function isGone(places: readonly Vector[] | null, tolerance: number): boolean {
  if (places === null || !(tolerance >= 0 && tolerance <= maxTolerance)) return true;
  const limit = tolerance / earthRadius;
  return places.every((place) => distance(places[0], place) < limit / 2);
}

/** Whether a ring begins as it is written, and was not turned. */
function isWrittenSo(json: Json, ring: readonly Vector[]): boolean {
  const geometry = geometryOf(json);
  const rings = geometry?.type === 'Polygon' && Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
  const written = positionsOf(rings[0] ?? null);
  return written?.slice(0, 2).every((position, i) => isSame(placeAt(...position), ring[i])) === true;
}

/** Functions that leave places out of shapes. */
export const simplifyFunctions: readonly ScalarFunction[] = [lineSimplify, polygonSimplify, simplifyPolygonsArray];
