import type { ScalarFunction } from '../../plan/definitions.js';
import { geoFunction, unsettled } from './geo-function.js';
import { placeJson } from './geojson.js';
import { closestOf, edgesOf, lengthOfLine, lineOf, linesOf, momentOf, separate } from './line-shapes.js';
import { add, along, distance, earthRadius, isPlace, placeAt, unit } from './sphere.js';

const inputGap = 'a longitude beyond 180 degrees, a place twice in a row';
const unionGap = `${inputGap}, lines that run along each other`;

/** @see https://learn.microsoft.com/kusto/query/geo-line-length-function */
const lineLength = geoFunction('geo_line_length', {
  summary: 'The length of a line or of several lines in metres.',
  gap: unionGap,
  parameters: ['dynamic'],
  result: 'real',
  of(json) {
    const lines = linesOf(json);
    return lines && separate(lines).reduce((sum, line) => sum + lengthOfLine(line), 0) * earthRadius;
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-line-centroid-function */
const lineCentroid = geoFunction('geo_line_centroid', {
  summary: 'The centre of mass of a line or of several lines.',
  gap: unionGap,
  parameters: ['dynamic'],
  result: 'dynamic',
  of(json) {
    const lines = linesOf(json);
    return lines && placeJson(unit(separate(lines).map(momentOf).reduce(add)));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-line-interpolate-point-function */
const lineInterpolatePoint = geoFunction('geo_line_interpolate_point', {
  summary: 'The place at a fraction, from 0 to 1, of the way along a line.',
  gap: `${inputGap}, several lines`,
  parameters: ['dynamic', 'real'],
  result: 'dynamic',
  of(json, fraction) {
    const line = lineOf(json);
    if (line === null || !(fraction >= 0 && fraction <= 1)) return null;
    let left = lengthOfLine(line) * fraction;
    for (const { a, b } of edgesOf(line)) {
      const length = distance(a, b);
      if (left < length) return placeJson(left === 0 ? a : along(a, b, left));
      left -= length;
    }
    return placeJson(line[line.length - 1]);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-line-locate-point-function */
const lineLocatePoint = geoFunction('geo_line_locate_point', {
  summary: 'The fraction of the way along a line, from 0 to 1, that is closest to a place.',
  gap: `${inputGap}, several lines, distances on the spheroid`,
  parameters: ['dynamic', 'real', 'real', 'bool?'],
  result: 'real',
  of(json, longitude, latitude, spheroid = false) {
    const line = lineOf(json);
    if (line === null || !isPlace(longitude, latitude)) return null;
    if (spheroid) unsettled('a fraction of a line on the spheroid');
    const found = closestOf(placeAt(longitude, latitude), edgesOf(line));
    const before = lengthOfLine(line.slice(0, found.edge + 1)) + distance(line[found.edge], found.place);
    return Math.min(1, before / lengthOfLine(line));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-distance-point-to-line-function */
const distancePointToLine = geoFunction('geo_distance_point_to_line', {
  summary: 'The shortest distance from a place to a line or to several lines in metres.',
  gap: inputGap,
  parameters: ['real', 'real', 'dynamic'],
  result: 'real',
  of(longitude, latitude, json) {
    const lines = linesOf(json);
    if (lines === null || !isPlace(longitude, latitude)) return null;
    return closestOf(placeAt(longitude, latitude), lines.flatMap(edgesOf)).distance * earthRadius;
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-closest-point-on-line-function */
const closestPointOnLine = geoFunction('geo_closest_point_on_line', {
  summary: 'The place of a line or of several lines that is closest to a place.',
  gap: inputGap,
  parameters: ['real', 'real', 'dynamic'],
  result: 'dynamic',
  of(longitude, latitude, json) {
    const lines = linesOf(json);
    if (lines === null || !isPlace(longitude, latitude)) return null;
    return placeJson(closestOf(placeAt(longitude, latitude), lines.flatMap(edgesOf)).place);
  },
});

/** Functions of lines. */
export const lineFunctions: readonly ScalarFunction[] = [
  lineLength,
  lineCentroid,
  lineInterpolatePoint,
  lineLocatePoint,
  distancePointToLine,
  closestPointOnLine,
];
