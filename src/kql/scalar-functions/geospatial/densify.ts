import type { ScalarFunction } from '../../plan/definitions.js';
import { geoFunction, unsettled } from './geo-function.js';
import { geometryOf, linesJson, polygonJson, positionsOf } from './geojson.js';
import { linePositions } from './line-shapes.js';
import { areasOf } from './polygon-shapes.js';
import { along, cross, distance, dot, earthRadius, normal, type Position, placeAt, positionOf } from './sphere.js';

const defaultTolerance = 10;
/** The fraction of an edge where a straight line of the map and the arc on the Earth may lie farthest apart, as S2 has it. */
const farthest = 0.31215691082248315;
/** How much of the tolerance the distance there may take, so that it holds everywhere. */
const share = 0.8382999256988851;
/** The longitude at which the engine cuts a line that passes the antimeridian. */
const border = 179.999999999999;

/** @see https://learn.microsoft.com/kusto/query/geo-line-densify-function */
const lineDensify = geoFunction('geo_line_densify', {
  summary: 'Adds places to lines that are straight on a map, so that arcs on the Earth follow them.',
  gap: 'edges over the antimeridian that are to be preserved',
  parameters: ['dynamic', 'real?', 'bool?'],
  result: 'dynamic',
  of(json, tolerance = defaultTolerance, preserve = false) {
    const lines = linePositions(json);
    if (lines === null || !isTolerance(tolerance)) return null;
    if (preserve && lines.some(isWide)) unsettled('edges over the antimeridian that are to be preserved');
    return linesJson(lines.flatMap((line) => cut(densified(line, tolerance))));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-densify-function */
const polygonDensify = geoFunction('geo_polygon_densify', {
  summary: 'Adds places to a polygon whose edges are straight on a map, so that arcs on the Earth follow them.',
  gap: 'several polygons, edges wider than 180 degrees',
  parameters: ['dynamic', 'real?', 'bool?'],
  result: 'dynamic',
  of(json, tolerance = defaultTolerance) {
    const areas = areasOf(json);
    if (areas === null || !isTolerance(tolerance)) return null;
    if (areas.length > 1) unsettled('several polygons');
    const rings = ringsOf(geometryOf(json)?.coordinates ?? []);
    if (rings.some(isWide)) unsettled('edges wider than 180 degrees');
    return polygonJson(rings.map((ring) => densified(ring, tolerance)));
  },
});

function ringsOf(json: Parameters<typeof positionsOf>[0]): Position[][] {
  const rings = Array.isArray(json) && geometryOf(json) === null ? json : [];
  const list = rings.length === 1 && Array.isArray(rings[0]) && isPolygon(rings[0]) ? rings[0] : rings;
  return (list as typeof rings).flatMap((ring) => {
    const positions = positionsOf(ring);
    return positions === null ? [] : [positions];
  });
}

/** Whether a list is a polygon's rings, as they stand in a MultiPolygon, and not one ring. */
function isPolygon(json: readonly unknown[]): boolean {
  return Array.isArray(json[0]) && Array.isArray(json[0][0]);
}

function isTolerance(metres: number): boolean {
  return metres >= 0.1 && metres <= 10_000;
}

function isWide(line: readonly Position[]): boolean {
  return line.some(([longitude], i) => i > 0 && Math.abs(longitude - line[i - 1][0]) > 180);
}

function densified(line: readonly Position[], tolerance: number): Position[] {
  const limit = (tolerance / earthRadius) * share;
  const positions = [line[0]];
  for (const [i, to] of line.slice(1).entries()) positions.push(...between(line[i], to, limit));
  return positions.map(([longitude, latitude]) => positionOf(placeAt(longitude, latitude)));
}

/** The positions after `from` up to `to`: halves the edge until the arcs stay near enough. */
function between(from: Position, to: Position, limit: number): Position[] {
  if (!isFar(from, to, limit)) return [to];
  const middle = mixed(from, to, 0.5);
  return [...between(from, middle, limit), ...between(middle, to, limit)];
}

function isFar(from: Position, to: Position, limit: number): boolean {
  const [a, b] = [placeAt(...from), placeAt(...to)];
  if (dot(a, b) < -1e-14) return true;
  const length = distance(a, b);
  if (length === 0) return false;
  return [farthest, 1 - farthest].some(
    (fraction) => distance(along(a, b, fraction * length), placeAt(...mixed(from, to, fraction))) > limit,
  );
}

const mixed = (from: Position, to: Position, fraction: number): Position => [
  from[0] * (1 - fraction) + to[0] * fraction,
  from[1] * (1 - fraction) + to[1] * fraction,
];

/** Cuts a line where it passes the antimeridian. */
function cut(line: readonly Position[]): Position[][] {
  const parts: Position[][] = [[line[0]]];
  for (const [i, to] of line.slice(1).entries()) {
    const from = line[i];
    if (Math.abs(to[0] - from[0]) > 180) {
      const side = Math.sign(from[0]) * border;
      parts.at(-1)?.push([side, latitudeAt(from, to, side)]);
      parts.push([[-side, latitudeAt(from, to, -side)]]);
    }
    parts.at(-1)?.push(to);
  }
  return parts;
}

/** The latitude at which the arc between two positions has a longitude. */
function latitudeAt(from: Position, to: Position, longitude: number): number {
  const place = cross(normal(placeAt(...from), placeAt(...to)), normal(placeAt(longitude, 0), { x: 0, y: 0, z: 1 }));
  const ahead = dot(place, placeAt(longitude, 0)) < 0 ? { x: -place.x, y: -place.y, z: -place.z } : place;
  return positionOf(ahead)[1];
}

/** Functions that turn straight lines of a map to arcs. */
export const densifyFunctions: readonly ScalarFunction[] = [lineDensify, polygonDensify];
