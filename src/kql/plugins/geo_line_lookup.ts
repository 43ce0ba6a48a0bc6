import { closestOf, edgesOf, linesOf } from '../scalar-functions/geospatial/line-shapes.js';
import { earthRadius, isPlace, placeAt } from '../scalar-functions/geospatial/sphere.js';
import { shapeLookup } from './shape-lookup.js';

/** @see https://learn.microsoft.com/kusto/query/geo-line-lookup-plugin */
export default shapeLookup('geo_line_lookup', {
  summary: 'Joins each place with the rows of a lookup table whose lines it lies within a radius of.',
  gap: 'lines with a longitude beyond 180 degrees, or a place twice in a row',
  needsRadius: true,
  read(json, radius) {
    const edges = linesOf(json)?.flatMap(edgesOf);
    if (edges === undefined || radius === null) return null;
    return (longitude, latitude) =>
      isPlace(longitude, latitude) && closestOf(placeAt(longitude, latitude), edges).distance * earthRadius <= radius;
  },
});
