import { arctangent, sineAndCosine } from './trigonometry.js';

/** A direction from the centre of the Earth; a place where its length is 1. */
export interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Longitude and latitude in degrees. */
export type Position = readonly [number, number];

/** Metres: the Earth is a sphere, the mean radius of S2. */
export const earthRadius = 6_371_010;

/** Whether a longitude and a latitude in degrees are a place. */
export function isPlace(longitude: number, latitude: number): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

/** The place of a longitude and a latitude in degrees. */
export function placeAt(longitude: number, latitude: number): Vector {
  const [sinLambda, cosLambda] = sineAndCosine(radians(longitude));
  const [sinPhi, cosPhi] = sineAndCosine(radians(latitude));
  return { x: cosLambda * cosPhi, y: sinLambda * cosPhi, z: sinPhi };
}

/** The longitude and the latitude of a direction, in degrees. */
export function positionOf({ x, y, z }: Vector): Position {
  return [degrees(arctangent(y, x)), degrees(arctangent(z, Math.sqrt(x * x + y * y)))];
}

export const add = (a: Vector, b: Vector): Vector => ({ x: a.x + b.x, y: a.y + b.y, z: a.z + b.z });
export const minus = (a: Vector, b: Vector): Vector => ({ x: a.x - b.x, y: a.y - b.y, z: a.z - b.z });
export const scaled = (a: Vector, by: number): Vector => ({ x: a.x * by, y: a.y * by, z: a.z * by });
export const dot = (a: Vector, b: Vector): number => a.x * b.x + a.y * b.y + a.z * b.z;
export const lengthOf = (a: Vector): number => Math.sqrt(dot(a, a));
export const cross = (a: Vector, b: Vector): Vector => ({
  x: a.y * b.z - a.z * b.y,
  y: a.z * b.x - a.x * b.z,
  z: a.x * b.y - a.y * b.x,
});
export const isSame = (a: Vector, b: Vector): boolean => a.x === b.x && a.y === b.y && a.z === b.z;

/** The direction of a vector as a place. */
export function unit(a: Vector): Vector {
  const length = lengthOf(a);
  return length === 0 ? a : scaled(a, 1 / length);
}

/** The direction at right angles to two places, exact to the last digits even where they are close. */
export function normal(a: Vector, b: Vector): Vector {
  return cross(add(a, b), minus(b, a));
}

/** The distance of two places, in radians, exact where they are close. */
export function distance(a: Vector, b: Vector): number {
  return 2 * Math.atan2(lengthOf(minus(a, b)), lengthOf(add(a, b)));
}

/** The place at a distance, in radians, from `a` towards `b`. */
export function along(a: Vector, b: Vector, angle: number): Vector {
  const ahead = unit(cross(normal(a, b), a));
  return unit(add(scaled(a, Math.cos(angle)), scaled(ahead, Math.sin(angle))));
}

/** The place of an edge that is closest to `place`. */
export function closestOnEdge(place: Vector, a: Vector, b: Vector): Vector {
  const across = normal(a, b);
  const length = lengthOf(across);
  if (length > 0) {
    const foot = minus(place, scaled(across, dot(place, across) / (length * length)));
    if (dot(cross(across, a), foot) > 0 && dot(cross(across, b), foot) < 0) return unit(foot);
  }
  const [first, second] = [minus(place, a), minus(place, b)];
  return dot(first, first) <= dot(second, second) ? a : b;
}

/** The haversine distance of two places given in degrees, in metres. */
export function metresBetween(from: Position, to: Position): number {
  const [phi1, phi2] = [radians(from[1]), radians(to[1])];
  const height = Math.sin((phi2 - phi1) / 2);
  const width = Math.sin(radians(to[0] - from[0]) / 2);
  const squared = height * height + width * width * Math.cos(phi1) * Math.cos(phi2);
  return 2 * Math.asin(Math.sqrt(Math.min(1, squared))) * earthRadius;
}

export const radians = (value: number): number => (Math.PI / 180) * value;
export const degrees = (value: number): number => (180 / Math.PI) * value;
