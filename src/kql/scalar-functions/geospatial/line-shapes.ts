import type { Json } from '../../types/value.js';
import { contactOf, type Edge, nearbyPairs } from './crossings.js';
import { unsettled } from './geo-function.js';
import { geometryOf, positionsOf } from './geojson.js';
import {
  add,
  closestOnEdge,
  distance,
  dot,
  isPlace,
  isSame,
  lengthOf,
  minus,
  type Position,
  placeAt,
  type Vector,
} from './sphere.js';

/** A line: places joined by edges. */
export type Line = readonly Vector[];

/** The lines of a LineString or a MultiLineString as they are written; null where it is none. */
export function linePositions(json: Json): Position[][] | null {
  const geometry = geometryOf(json);
  if (geometry === null) return null;
  const { type, coordinates } = geometry;
  const parts = type === 'LineString' ? [coordinates] : type === 'MultiLineString' ? coordinates : null;
  if (!Array.isArray(parts) || parts.length === 0) return null;
  const lines: Position[][] = [];
  for (const part of parts) {
    const line = positionsOf(part);
    if (line === null || line.length < 2) return null;
    if (line.some(([, latitude]) => Math.abs(latitude) > 90)) unsettled('a line with a latitude beyond a pole');
    lines.push(line);
  }
  return lines;
}

/** The lines of a LineString or a MultiLineString; null where it is none. */
export function linesOf(json: Json): Line[] | null {
  const lines = linePositions(json);
  if (lines === null) return null;
  if (lines.some((line) => line.some(([longitude, latitude]) => !isPlace(longitude, latitude))))
    unsettled('a line with a longitude beyond 180 degrees');
  return lines.map((line) => {
    const places = line.map(([longitude, latitude]) => placeAt(longitude, latitude));
    if (edgesOf(places).some(({ a, b }) => isSame(a, b))) unsettled('a line that stays in a place');
    return places;
  });
}

/** The line of a LineString; null where it is none. */
export function lineOf(json: Json): Line | null {
  if (geometryOf(json)?.type === 'MultiLineString') unsettled('several lines');
  return linesOf(json)?.[0] ?? null;
}

/** Lines that may cross and meet, but run along each other nowhere. */
export function separate(lines: readonly Line[]): readonly Line[] {
  if (lines.length === 1) return lines;
  for (const [one, other] of nearbyPairs(
    lines.flatMap((line, part) => edgesOf(line).map((edge) => ({ ...edge, part }))),
  )) {
    if (one.part === other.part) continue;
    if (['same', 'opposite', 'touch'].includes(contactOf(one, other))) unsettled('lines that run along each other');
  }
  return lines;
}

export function edgesOf(line: Line): Edge[] {
  return line.slice(1).map((b, i) => ({ a: line[i], b }));
}

/** The length in radians. */
export function lengthOfLine(line: Line): number {
  return edgesOf(line).reduce((sum, { a, b }) => sum + distance(a, b), 0);
}

/** The place of some edges that is closest to a place, the edge it is on, and how far away it is in radians. */
export function closestOf(place: Vector, edges: readonly Edge[]) {
  let found = { place: edges[0].a, edge: 0, distance: Number.POSITIVE_INFINITY };
  for (const [edge, { a, b }] of edges.entries()) {
    const candidate = closestOnEdge(place, a, b);
    const apart = distance(place, candidate);
    if (apart < found.distance) found = { place: candidate, edge, distance: apart };
  }
  return found;
}

/** The centre of mass of a line, times its length. */
export function momentOf(line: Line): Vector {
  let sum: Vector = { x: 0, y: 0, z: 0 };
  for (const { a, b } of edgesOf(line)) {
    const [middle, chord] = [add(a, b), minus(b, a)];
    const weight = Math.sqrt(dot(chord, chord)) / lengthOf(middle);
    sum = add(sum, { x: middle.x * weight, y: middle.y * weight, z: middle.z * weight });
  }
  return sum;
}
