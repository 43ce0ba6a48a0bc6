import type { ScalarFunction } from '../../plan/definitions.js';
import { geoFunction, unsettled } from './geo-function.js';
import { pointJson, polygonJson } from './geojson.js';
import { inHashOrder } from './hash-order.js';
import { isPlace } from './sphere.js';

const digits = '0123456789bcdefghjkmnpqrstuvwxyz';
const maxAccuracy = 18;

interface Box {
  readonly west: number;
  readonly south: number;
  readonly width: number;
  readonly height: number;
}

/** @see https://learn.microsoft.com/kusto/query/geo-point-to-geohash-function */
const pointToGeohash = geoFunction('geo_point_to_geohash', {
  summary: 'The geohash of a place, of 1 to 18 characters.',
  parameters: ['real', 'real', 'real?'],
  result: 'string',
  of: (longitude, latitude, accuracy = 5) =>
    isPlace(longitude, latitude) && Number.isInteger(accuracy) && accuracy >= 1 && accuracy <= maxAccuracy
      ? geohashOf(longitude, latitude, accuracy)
      : null,
});

/** @see https://learn.microsoft.com/kusto/query/geo-geohash-to-central-point-function */
const geohashToCentralPoint = geoFunction('geo_geohash_to_central_point', {
  summary: 'The place in the middle of a geohash cell.',
  gap: 'a geohash with capital letters',
  parameters: ['string'],
  result: 'dynamic',
  of(geohash) {
    const box = boxOf(geohash);
    return box && pointJson([box.west + box.width / 2, box.south + box.height / 2]);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-geohash-to-polygon-function */
const geohashToPolygon = geoFunction('geo_geohash_to_polygon', {
  summary: 'The cell of a geohash as a polygon.',
  gap: 'a geohash with capital letters',
  parameters: ['string'],
  result: 'dynamic',
  of(geohash) {
    const box = boxOf(geohash);
    if (box === null) return null;
    const { west, south } = box;
    const [east, north] = [west + box.width, south + box.height];
    return polygonJson([
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ]);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-geohash-neighbors-function */
const geohashNeighbors = geoFunction('geo_geohash_neighbors', {
  summary: 'The geohashes of the eight cells around a geohash cell.',
  gap: 'a cell at a pole, and a geohash with capital letters',
  parameters: ['string'],
  result: 'dynamic',
  of(geohash) {
    const box = boxOf(geohash);
    if (box === null) return null;
    const { west, south, width, height } = box;
    if (south === -90 || south + height === 90) unsettled('the neighbours of a cell at a pole');
    return inHashOrder(
      neighbourSteps.map(([right, up]) => {
        const longitude = west + width * (right + 0.5);
        const inside = longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
        return geohashOf(inside, south + height * (up + 0.5), geohash.length);
      }),
    );
  },
});

/** Cells to the east and to the north, clockwise from the north-west. */
const neighbourSteps: readonly (readonly [number, number])[] = [
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, -1],
  [-1, 0],
];

function geohashOf(longitude: number, latitude: number, accuracy: number): string {
  let [west, south, width, height] = [-180, -90, 360, 180];
  let text = '';
  for (let bit = 0, digit = 0; text.length < accuracy; bit++) {
    const even = bit % 2 === 0;
    if (even) width /= 2;
    else height /= 2;
    const upper = even ? longitude >= west + width : latitude >= south + height;
    if (upper && even) west += width;
    else if (upper) south += height;
    digit = digit * 2 + Number(upper);
    if (bit % 5 === 4) {
      text += digits[digit];
      digit = 0;
    }
  }
  return text;
}

/** The cell of a geohash; null where the text is none. */
function boxOf(geohash: string): Box | null {
  if (geohash.length === 0 || geohash.length > maxAccuracy) return null;
  let [west, south, width, height] = [-180, -90, 360, 180];
  for (let i = 0; i < geohash.length * 5; i++) {
    const digit = digits.indexOf(geohash[Math.floor(i / 5)].toLowerCase());
    if (digit < 0) return null;
    const even = i % 2 === 0;
    if (even) width /= 2;
    else height /= 2;
    const upper = ((digit >> (4 - (i % 5))) & 1) === 1;
    if (upper && even) west += width;
    else if (upper) south += height;
  }
  if (geohash !== geohash.toLowerCase()) unsettled('a geohash with capital letters');
  return { west, south, width, height };
}

/** Functions of geohash cells. */
export const geohashFunctions: readonly ScalarFunction[] = [
  pointToGeohash,
  geohashToCentralPoint,
  geohashToPolygon,
  geohashNeighbors,
];
