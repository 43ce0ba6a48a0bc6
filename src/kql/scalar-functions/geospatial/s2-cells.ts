import { s2 } from 's2js';
import type { ScalarFunction } from '../../plan/definitions.js';
import { geoFunction } from './geo-function.js';
import { pointJson, ringJson } from './geojson.js';
import { inHashOrder } from './hash-order.js';
import { degrees, isPlace } from './sphere.js';

const { cellid } = s2;
const maxLevel = 30;

/** @see https://learn.microsoft.com/kusto/query/geo-point-to-s2cell-function */
const pointToS2Cell = geoFunction('geo_point_to_s2cell', {
  summary: 'The token of the S2 cell of a level from 0 to 30 that a place lies in.',
  parameters: ['real', 'real', 'real?'],
  result: 'string',
  of(longitude, latitude, level = 11) {
    if (!isPlace(longitude, latitude) || !isLevel(level)) return null;
    return cellid.toToken(cellid.parent(cellid.fromLatLng(s2.LatLng.fromDegrees(latitude, longitude)), level));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-s2cell-to-central-point-function */
const s2CellToCentralPoint = geoFunction('geo_s2cell_to_central_point', {
  summary: 'The place in the middle of an S2 cell.',
  parameters: ['string'],
  result: 'dynamic',
  of(token) {
    const cell = cellOf(token);
    if (cell === null) return null;
    const { lng, lat } = cellid.latLng(cell);
    return pointJson([degrees(lng), degrees(lat)]);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-s2cell-to-polygon-function */
const s2CellToPolygon = geoFunction('geo_s2cell_to_polygon', {
  summary: 'An S2 cell as a polygon.',
  gap: 'a cell that passes the antimeridian',
  parameters: ['string'],
  result: 'dynamic',
  of(token) {
    const id = cellOf(token);
    if (id === null) return null;
    const cell = s2.Cell.fromCellID(id);
    return ringJson([0, 1, 2, 3].map((corner) => cell.vertex(corner)));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-s2cell-neighbors-function */
const s2CellNeighbors = geoFunction('geo_s2cell_neighbors', {
  summary: 'The tokens of the S2 cells around an S2 cell.',
  parameters: ['string'],
  result: 'dynamic',
  of(token) {
    const cell = cellOf(token);
    if (cell === null) return null;
    const around = cellid.allNeighbors(cell, cellid.level(cell)).map(cellid.toToken);
    return inHashOrder([...new Set(around)]);
  },
});

/** Whether a number is a level of S2 cells. */
export function isLevel(level: number): boolean {
  return Number.isInteger(level) && level >= 0 && level <= maxLevel;
}

function cellOf(token: string): bigint | null {
  if (!/^[0-9a-f]{1,16}$/i.test(token)) return null;
  const id = BigInt(`0x${token.padEnd(16, '0')}`);
  return cellid.valid(id) ? id : null;
}

/** Functions of S2 cells. */
export const s2CellFunctions: readonly ScalarFunction[] = [
  pointToS2Cell,
  s2CellToCentralPoint,
  s2CellToPolygon,
  s2CellNeighbors,
];
