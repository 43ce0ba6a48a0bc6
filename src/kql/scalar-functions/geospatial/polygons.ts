import type { ScalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { geoFunction } from './geo-function.js';
import { placeJson } from './geojson.js';
import { closestOf } from './line-shapes.js';
import { unionOf } from './overlay.js';
import { type Area, areaOfRing, areasOf, distanceToAreas, momentOfRing, rememberedAreas } from './polygon-shapes.js';
import { add, distance, earthRadius, isPlace, placeAt, unit } from './sphere.js';

const inputGap = 'a position out of range, a ring that touches an edge, a hole outside its shell';
const unionGap = `${inputGap}, polygons whose edges touch`;

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-area-function */
const polygonArea = geoFunction('geo_polygon_area', {
  summary: 'The area that one or several polygons cover, in square metres.',
  gap: unionGap,
  parameters: ['dynamic'],
  result: 'real',
  of: (json) => ofUnion(json, ({ rings }) => rings.reduce((sum, ring) => sum + areaOfRing(ring), 0) * earthRadius ** 2),
});

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-perimeter-function */
const polygonPerimeter = geoFunction('geo_polygon_perimeter', {
  summary: 'The length of the border around one or several polygons, and around their holes, in metres.',
  gap: unionGap,
  parameters: ['dynamic'],
  result: 'real',
  of: (json) => ofUnion(json, ({ edges }) => edges.reduce((sum, { a, b }) => sum + distance(a, b), 0) * earthRadius),
});

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-centroid-function */
const polygonCentroid = geoFunction('geo_polygon_centroid', {
  summary: 'The centre of mass of what one or several polygons cover.',
  gap: unionGap,
  parameters: ['dynamic'],
  result: 'dynamic',
  of: (json) => ofUnion(json, ({ rings }) => placeJson(unit(rings.map(momentOfRing).reduce(add)))),
});

/** @see https://learn.microsoft.com/kusto/query/geo-point-in-polygon-function */
const pointInPolygon = geoFunction('geo_point_in_polygon', {
  summary: 'Whether a place lies inside one or several polygons.',
  gap: inputGap,
  parameters: ['real', 'real', 'dynamic'],
  result: 'bool',
  of: ofPlaceAndAreas((place, areas) => areas.some((area) => area.contains(place))),
});

/** @see https://learn.microsoft.com/kusto/query/geo-distance-point-to-polygon-function */
const distancePointToPolygon = geoFunction('geo_distance_point_to_polygon', {
  summary: 'The shortest distance from a place to one or several polygons in metres; 0 inside.',
  gap: inputGap,
  parameters: ['real', 'real', 'dynamic'],
  result: 'real',
  of: ofPlaceAndAreas((place, areas) => distanceToAreas(place, areas) * earthRadius),
});

/** @see https://learn.microsoft.com/kusto/query/geo-closest-point-on-polygon-function */
const closestPointOnPolygon = geoFunction('geo_closest_point_on_polygon', {
  summary: 'The place of one or several polygons that is closest to a place.',
  gap: inputGap,
  parameters: ['real', 'real', 'dynamic'],
  result: 'dynamic',
  of: ofPlaceAndAreas((place, areas) => {
    const inside = areas.some((area) => area.contains(place));
    const edges = areas.flatMap((area) => area.edges);
    return placeJson(inside ? place : closestOf(place, edges).place);
  }),
});

function ofUnion<T>(json: Json, of: (area: Area) => T): T | null {
  const areas = areasOf(json);
  return areas && of(unionOf(areas));
}

function ofPlaceAndAreas<T>(of: (place: ReturnType<typeof placeAt>, areas: readonly Area[]) => T) {
  const areasIn = rememberedAreas();
  return (longitude: number, latitude: number, json: Json): T | null => {
    const areas = isPlace(longitude, latitude) ? areasIn(json) : null;
    return areas && of(placeAt(longitude, latitude), areas);
  };
}

/** Functions of polygons. */
export const polygonFunctions: readonly ScalarFunction[] = [
  polygonArea,
  polygonPerimeter,
  polygonCentroid,
  pointInPolygon,
  distancePointToPolygon,
  closestPointOnPolygon,
];
