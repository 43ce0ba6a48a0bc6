import type { ScalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { contactOf, nearbyPairs } from './crossings.js';
import { geoFunction, unsettled } from './geo-function.js';
import { linesJson, uncut } from './geojson.js';
import { edgesOf, type Line, linesOf } from './line-shapes.js';
import { unionOf } from './overlay.js';
import { areaJson, areasOf } from './polygon-shapes.js';
import { isSame, positionOf, type Vector } from './sphere.js';

/** @see https://learn.microsoft.com/kusto/query/geo-union-polygons-array-function */
const unionPolygonsArray = geoFunction('geo_union_polygons_array', {
  summary: 'The area that any of an array of polygons covers.',
  gap: 'a result with holes, polygons whose edges touch, positions out of range',
  parameters: ['dynamic'],
  result: 'dynamic',
  of(json) {
    const areas = eachOf(json, areasOf);
    if (areas === null) return null;
    return areaJson(unionOf(areas.flat()));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-union-lines-array-function */
const unionLinesArray = geoFunction('geo_union_lines_array', {
  summary: 'The lines of an array, their common edges once.',
  gap: 'a result that is not one line, lines that cross',
  parameters: ['dynamic'],
  result: 'dynamic',
  of(json) {
    const lines = eachOf(json, linesOf);
    return lines && linesJson([uncut(joined(lines.flat()).map(positionOf))]);
  },
});

/** What each of an array of shapes is; null where one of them is none. */
function eachOf<T>(json: Json, read: (shape: Json) => T | null): T[] | null {
  if (!Array.isArray(json) || json.length === 0) return null;
  const shapes = json.map(read);
  return shapes.every((shape) => shape !== null) ? (shapes as T[]) : null;
}

/** Joins lines that meet end to end, or run along each other in one direction, to one. */
function joined(lines: readonly Line[]): Line {
  const edges = lines.flatMap((line, part) => edgesOf(line).map((edge) => ({ ...edge, part })));
  const repeated = new Set<unknown>();
  for (const [one, other] of nearbyPairs(edges)) {
    const contact = contactOf(one, other);
    if (contact === 'cross' || contact === 'touch' || contact === 'opposite') unsettled('lines that cross');
    if (contact === 'same') repeated.add(edges.indexOf(one) < edges.indexOf(other) ? other : one);
  }
  const left = edges.filter((edge) => !repeated.has(edge));
  const first = left.find(({ a }) => !left.some(({ b }) => isSame(a, b)));
  const line: Vector[] = first ? [first.a] : [];
  for (let next = first; next !== undefined; ) {
    const end = next.b;
    line.push(end);
    next = left.find(({ a }) => isSame(a, end));
  }
  return new Set(line).size === left.length + 1 ? line : unsettled('a result that is not one line');
}

/** Functions that unite arrays of shapes. */
export const unionFunctions: readonly ScalarFunction[] = [unionPolygonsArray, unionLinesArray];
