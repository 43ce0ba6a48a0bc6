import { type Json, WholeReal } from '../../types/value.js';
import { unsettled } from './geo-function.js';
import { type Position, positionOf, type Vector } from './sphere.js';

/** A real as it stands in a dynamic. */
export const real = (value: number): Json => (Number.isInteger(value) ? new WholeReal(value) : value);

const pair = ([longitude, latitude]: Position): Json => [real(longitude), real(latitude)];
const pairs = (positions: readonly Position[]): Json => positions.map(pair);

export const pointJson = (position: Position): Json => ({ type: 'Point', coordinates: pair(position) });
export const polygonJson = (rings: readonly (readonly Position[])[]): Json => ({
  type: 'Polygon',
  coordinates: rings.map(pairs),
});
export const multiPolygonJson = (polygons: readonly (readonly (readonly Position[])[])[]): Json => ({
  type: 'MultiPolygon',
  coordinates: polygons.map((rings) => rings.map(pairs)),
});
const lineJson = (line: readonly Position[]): Json => ({ type: 'LineString', coordinates: pairs(line) });
const multiLineJson = (lines: readonly (readonly Position[])[]): Json => ({
  type: 'MultiLineString',
  coordinates: lines.map(pairs),
});
export const collectionJson = (geometries: readonly Json[]): Json => ({
  type: 'GeometryCollection',
  geometries: [...geometries],
});

/** One line as a LineString, several as a MultiLineString. */
export const linesJson = (lines: readonly (readonly Position[])[]): Json =>
  lines.length === 1 ? lineJson(lines[0]) : multiLineJson(lines);

export const placeJson = (place: Vector): Json => pointJson(positionOf(place));

/** A ring as GeoJSON has it: its first position again at the end. */
export const closed = (ring: readonly Vector[]): Position[] => uncut([...ring, ring[0]].map(positionOf));

/** The polygon of one ring of places. */
export const ringJson = (ring: readonly Vector[]): Json => polygonJson([closed(ring)]);

/** Positions none of whose edges passes the antimeridian: how the engine would cut the others is not recorded. */
export function uncut(positions: Position[]): Position[] {
  if (positions.some(([longitude], i) => i > 0 && Math.abs(longitude - positions[i - 1][0]) > 180))
    unsettled('a result that passes the antimeridian');
  return positions;
}

/** A geometry without a place. */
export const nothingJson: Json = { type: 'GeometryCollection', geometries: [] };

/** The members of a GeoJSON object: its type and its coordinates. */
export function geometryOf(json: Json): { readonly type: Json; readonly coordinates: Json } | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json) || json instanceof WholeReal) return null;
  return { type: json.type ?? null, coordinates: json.coordinates ?? null };
}

/** An array of positions; null where one of them is none. */
export function positionsOf(json: Json): Position[] | null {
  if (!Array.isArray(json)) return null;
  const positions: Position[] = [];
  for (const item of json) {
    if (!Array.isArray(item) || item.length < 2) return null;
    const [longitude, latitude] = [numberOf(item[0]), numberOf(item[1])];
    if (longitude === undefined || latitude === undefined) return null;
    positions.push([longitude, latitude]);
  }
  return positions;
}

function numberOf(json: Json): number | undefined {
  if (json instanceof WholeReal) return json.value;
  if (typeof json === 'number') return json;
  return typeof json === 'bigint' ? Number(json) : undefined;
}
