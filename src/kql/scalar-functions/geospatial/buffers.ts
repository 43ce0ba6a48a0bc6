import type { ScalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import type { Edge } from './crossings.js';
import { geoFunction, unsettled } from './geo-function.js';
import { ringJson } from './geojson.js';
import { linesOf } from './line-shapes.js';
import { areasOf, ringEdges } from './polygon-shapes.js';
import {
  add,
  cross,
  distance,
  dot,
  earthRadius,
  isPlace,
  normal,
  placeAt,
  scaled,
  unit,
  type Vector,
} from './sphere.js';

const defaultTolerance = 10;
/** How far a corner may lie off by rounding, in radians; S2 draws nothing where that and the tolerance reach the radius. */
const rounding = 1e-14;
const gap =
  'tolerances below a millionth of the radius or not below the radius, radii of a quarter of the Earth, edges long enough to bend';

/** @see https://learn.microsoft.com/kusto/query/geo-point-buffer-function */
const pointBuffer = geoFunction('geo_point_buffer', {
  summary: 'A polygon around what lies within a radius of a place, true to a tolerance, both in metres.',
  gap,
  parameters: ['real', 'real', 'real', 'real?'],
  result: 'dynamic',
  of(longitude, latitude, radius, tolerance = defaultTolerance) {
    if (!isPlace(longitude, latitude) || !(radius > 0 && tolerance > 0)) return null;
    const centre = placeAt(longitude, latitude);
    const { angle, step } = measuresOf(radius, tolerance);
    const corners = Math.ceil((2 * Math.PI) / step);
    const start = sideways(centre);
    return ringJson(Array.from({ length: corners }, (_, i) => away(centre, start, (i * 2 * Math.PI) / corners, angle)));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-line-buffer-function */
const lineBuffer = geoFunction('geo_line_buffer', {
  summary: 'A polygon around what lies within a radius of a line, true to a tolerance, both in metres.',
  gap: `${gap}, lines of several edges`,
  parameters: ['dynamic', 'real', 'real?'],
  result: 'dynamic',
  of(json, radius, tolerance = defaultTolerance) {
    const lines = linesOf(json);
    if (lines === null || !(radius > 0 && tolerance > 0)) return null;
    if (lines.length > 1 || lines[0].length > 2) unsettled('a line of several edges');
    const [a, b] = lines[0];
    return around(
      [
        { a: b, b: a },
        { a, b },
      ],
      radius,
      tolerance,
      1,
    );
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-buffer-function */
const polygonBuffer = geoFunction('geo_polygon_buffer', {
  summary: 'A polygon around what lies within a radius of a polygon, true to a tolerance, both in metres.',
  gap: `${gap}, several polygons, polygons with a hole or that are not convex`,
  parameters: ['dynamic', 'real', 'real?'],
  result: 'dynamic',
  of(json: Json, radius, tolerance = defaultTolerance) {
    const areas = areasOf(json);
    if (areas === null || !(radius > 0 && tolerance > 0)) return null;
    if (areas.length > 1 || areas[0].rings.length > 1) unsettled('several polygons, or a hole');
    const edges = ringEdges(areas[0].rings[0]);
    const isConvex = edges.every(({ a, b }, i) => dot(normal(a, b), edges[(i + 1) % edges.length].b) > 0);
    return isConvex ? around(edges, radius, tolerance, 0) : unsettled('a polygon that is not convex');
  },
});

/** The radius as an angle, and the angle between two corners of an arc of it, as S2 chooses it for a tolerance. */
function measuresOf(radius: number, tolerance: number) {
  const angle = radius / earthRadius;
  const fraction = Math.fround(tolerance / radius);
  const error = fraction * angle;
  if (!(fraction >= 1e-6 && angle - error > rounding))
    unsettled('a tolerance below a millionth of the radius or not below the radius');
  if (angle >= Math.PI / 2) unsettled('a radius of a quarter of the Earth');
  return { angle, error, step: spanOf(angle, error) };
}

/** How far an edge may span an arc of a radius so that it strays inwards by no more than an error; a circle has at least three. */
function spanOf(radius: number, error: number): number {
  return Math.min((2 * Math.PI) / 3 + 1e-15, 2 * Math.acos(Math.tan(radius - error) / Math.tan(radius)));
}

/** The ring at a distance to the right of edges that turn left only, without its first corners and with them at the end. */
function around(edges: readonly Edge[], radius: number, tolerance: number, skipped: number): Json {
  const { angle, error, step } = measuresOf(radius, tolerance);
  if (edges.some(({ a, b }) => distance(a, b) >= spanOf(Math.PI / 2 - angle, error)))
    unsettled('an edge long enough to bend');
  const corners: Vector[] = [];
  for (let i = 0; i < edges.length; i++) {
    const [edge, next] = [edges[i], edges[(i + 1) % edges.length]];
    const [from, to] = [outwards(edge), outwards(next)];
    const turn = Math.atan2(dot(cross(from, to), edge.b), dot(from, to));
    const span = turn < 0 ? turn + 2 * Math.PI : turn;
    corners.push(away(edge.a, from, 0, angle), away(edge.b, from, 0, angle));
    for (let turned = step; turned < span; turned += step) corners.push(away(edge.b, from, turned, angle));
  }
  return ringJson([...corners.slice(skipped), ...corners.slice(0, skipped)]);
}

const outwards = ({ a, b }: Edge): Vector => unit(scaled(normal(a, b), -1));

/** The place at a distance from another, in a direction turned to the left by an angle. */
function away(place: Vector, direction: Vector, turned: number, angle: number): Vector {
  const turnedTo = add(scaled(direction, Math.cos(turned)), scaled(cross(place, direction), Math.sin(turned)));
  return unit(add(scaled(place, Math.cos(angle)), scaled(turnedTo, Math.sin(angle))));
}

/** A direction at right angles to a place, the one that S2 takes. */
function sideways(place: Vector): Vector {
  const [x, y, z] = [Math.abs(place.x), Math.abs(place.y), Math.abs(place.z)];
  const largest = x > y ? (x > z ? 0 : 2) : y > z ? 1 : 2;
  const other = { x: 0.012, y: 0.0053, z: 0.00457, [largest === 0 ? 'z' : largest === 1 ? 'x' : 'y']: 1 };
  return unit(cross(place, other));
}

/** Functions that draw polygons around shapes. */
export const bufferFunctions: readonly ScalarFunction[] = [pointBuffer, lineBuffer, polygonBuffer];
