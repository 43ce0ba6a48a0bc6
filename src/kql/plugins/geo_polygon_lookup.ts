import { areasOf, distanceToAreas } from '../scalar-functions/geospatial/polygon-shapes.js';
import { earthRadius, isPlace, placeAt } from '../scalar-functions/geospatial/sphere.js';
import { shapeLookup } from './shape-lookup.js';

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-lookup-plugin */
export default shapeLookup('geo_polygon_lookup', {
  summary: 'Joins each place with the rows of a lookup table whose polygons it lies in, or within a radius of.',
  gap: 'polygons with a position out of range, a ring that touches an edge, or a hole outside its shell',
  needsRadius: false,
  read(json, radius) {
    const areas = areasOf(json);
    if (areas === null) return null;
    return (longitude, latitude) => {
      if (!isPlace(longitude, latitude)) return false;
      const place = placeAt(longitude, latitude);
      if (radius !== null) return distanceToAreas(place, areas) * earthRadius <= radius;
      return areas.some((area) => area.contains(place));
    };
  },
});
