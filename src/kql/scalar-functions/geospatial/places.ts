import type { ScalarFunction } from '../../plan/definitions.js';
import { geoFunction } from './geo-function.js';
import { add, earthRadius, isPlace, lengthOf, metresBetween, minus, placeAt, radians } from './sphere.js';
import { spheroidDistance } from './spheroid.js';

/** @see https://learn.microsoft.com/kusto/query/geo-distance-2points-function */
const distance2Points = geoFunction('geo_distance_2points', {
  summary: 'The shortest distance between two places in metres, on a sphere or on the WGS-84 spheroid.',
  gap: 'places nearly opposite on the spheroid',
  parameters: ['real', 'real', 'real', 'real', 'bool?'],
  result: 'real',
  of(lng1, lat1, lng2, lat2, spheroid = false) {
    if (!isPlace(lng1, lat1) || !isPlace(lng2, lat2)) return null;
    const [from, to] = [[lng1, lat1] as const, [lng2, lat2] as const];
    return spheroid ? spheroidDistance(from, to) : metresBetween(from, to);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-point-in-circle-function */
const pointInCircle = geoFunction('geo_point_in_circle', {
  summary: 'Whether a place lies within a distance in metres from another.',
  parameters: ['real', 'real', 'real', 'real', 'real'],
  result: 'bool',
  of(lng, lat, centreLng, centreLat, radius) {
    if (!isPlace(lng, lat) || !isPlace(centreLng, centreLat) || !(radius > 0)) return null;
    return metresBetween([lng, lat], [centreLng, centreLat]) <= Math.min(radius, Math.PI * earthRadius);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-azimuth-function */
const azimuthFunction = geoFunction('geo_azimuth', {
  summary: 'The direction from one place to another in radians, clockwise from north.',
  parameters: ['real', 'real', 'real', 'real'],
  result: 'real',
  of: (lng1, lat1, lng2, lat2) => azimuth(lng1, lat1, lng2, lat2),
});

/** @see https://learn.microsoft.com/kusto/query/geo-angle-function */
const angle = geoFunction('geo_angle', {
  summary: 'The angle in radians at the second of three places, clockwise from the first to the third.',
  parameters: ['real', 'real', 'real', 'real', 'real', 'real'],
  result: 'real',
  of(lng1, lat1, lng2, lat2, lng3, lat3) {
    const [first, third] = [azimuth(lng2, lat2, lng1, lat1), azimuth(lng2, lat2, lng3, lat3)];
    return first === null || third === null ? null : turn(third - first);
  },
});

/** Null between places that are one or opposite, where no direction leads from one to the other alone. */
function azimuth(lng1: number, lat1: number, lng2: number, lat2: number): number | null {
  if (!isPlace(lng1, lat1) || !isPlace(lng2, lat2)) return null;
  const [from, to] = [placeAt(lng1, lat1), placeAt(lng2, lat2)];
  if (lengthOf(minus(from, to)) < rounding || lengthOf(add(from, to)) < rounding) return null;
  const [phi1, phi2, turned] = [radians(lat1), radians(lat2), radians(lng2 - lng1)];
  const east = Math.sin(turned) * Math.cos(phi2);
  const north = Math.cos(phi1) * Math.sin(phi2) - Math.sin(phi1) * Math.cos(phi2) * Math.cos(turned);
  return turn(Math.atan2(east, north));
}

const rounding = 1e-15;

/** An angle from 0 up to a full turn. */
function turn(radian: number): number {
  return radian < 0 ? radian + 2 * Math.PI : radian;
}

/** Functions of places given by longitude and latitude. */
export const placeFunctions: readonly ScalarFunction[] = [distance2Points, pointInCircle, azimuthFunction, angle];
