import {
  cellToBoundary,
  cellToChildren,
  cellToLatLng,
  cellToParent,
  getResolution,
  gridDiskDistances,
  isValidCell,
  latLngToCell,
} from 'h3-js';
import type { ScalarFunction } from '../../plan/definitions.js';
import { geoFunction, unsettled } from './geo-function.js';
import { pointJson, polygonJson, uncut } from './geojson.js';
import { inHashOrder } from './hash-order.js';
import { isPlace, type Position } from './sphere.js';

const maxResolution = 15;
const maxRings = 142;

/** @see https://learn.microsoft.com/kusto/query/geo-point-to-h3cell-function */
const pointToH3Cell = geoFunction('geo_point_to_h3cell', {
  summary: 'The token of the H3 cell of a resolution from 0 to 15 that a place lies in.',
  parameters: ['real', 'real', 'real?'],
  result: 'string',
  of: (longitude, latitude, resolution = 6) =>
    isPlace(longitude, latitude) && isResolution(resolution) ? latLngToCell(latitude, longitude, resolution) : null,
});

/** @see https://learn.microsoft.com/kusto/query/geo-h3cell-to-central-point-function */
const h3CellToCentralPoint = geoFunction('geo_h3cell_to_central_point', {
  summary: 'The place in the middle of an H3 cell.',
  parameters: ['string'],
  result: 'dynamic',
  of: (cell) => (isCell(cell) ? pointJson(turned(cellToLatLng(cell))) : null),
});

/** @see https://learn.microsoft.com/kusto/query/geo-h3cell-to-polygon-function */
const h3CellToPolygon = geoFunction('geo_h3cell_to_polygon', {
  summary: 'An H3 cell as a polygon.',
  gap: 'a cell that passes the antimeridian',
  parameters: ['string'],
  result: 'dynamic',
  of(cell) {
    if (!isCell(cell)) return null;
    const corners = cellToBoundary(cell).map(turned);
    return polygonJson([uncut([...corners, corners[0]])]);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-h3cell-level-function */
const h3CellLevel = geoFunction('geo_h3cell_level', {
  summary: 'The resolution of an H3 cell.',
  parameters: ['string'],
  result: 'int',
  of: (cell) => (isCell(cell) ? getResolution(cell) : null),
});

/** @see https://learn.microsoft.com/kusto/query/geo-h3cell-parent-function */
const h3CellParent = geoFunction('geo_h3cell_parent', {
  summary: 'The token of the H3 cell of a lower resolution that an H3 cell lies in.',
  gap: "the cell's own resolution",
  parameters: ['string', 'real?'],
  result: 'string',
  of(cell, resolution) {
    if (!isCell(cell)) return null;
    const own = getResolution(cell);
    const wanted = resolution ?? own - 1;
    if (!isResolution(wanted) || wanted > own) return null;
    return wanted === own ? unsettled("the cell's own resolution") : cellToParent(cell, wanted);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-h3cell-children-function */
const h3CellChildren = geoFunction('geo_h3cell_children', {
  summary: 'The tokens of the H3 cells of a resolution up to 5 higher that an H3 cell is made of.',
  gap: "the cell's own resolution",
  parameters: ['string', 'real?'],
  result: 'dynamic',
  of(cell, resolution) {
    if (!isCell(cell)) return null;
    const own = getResolution(cell);
    const wanted = resolution ?? own + 1;
    if (!isResolution(wanted) || wanted < own || wanted > own + 5) return null;
    return wanted === own ? unsettled("the cell's own resolution") : cellToChildren(cell, wanted);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-h3cell-neighbors-function */
const h3CellNeighbors = geoFunction('geo_h3cell_neighbors', {
  summary: 'The tokens of the H3 cells around an H3 cell.',
  parameters: ['string'],
  result: 'dynamic',
  of: (cell) => (isCell(cell) ? inHashOrder(gridDiskDistances(cell, 1)[1]) : null),
});

/** @see https://learn.microsoft.com/kusto/query/geo-h3cell-rings-function */
const h3CellRings = geoFunction('geo_h3cell_rings', {
  summary: 'The rings of H3 cells around an H3 cell, the cell itself first.',
  parameters: ['string', 'real'],
  result: 'dynamic',
  of: (cell, distance) =>
    isCell(cell) && Number.isInteger(distance) && distance >= 0 && distance <= maxRings
      ? gridDiskDistances(cell, distance)
      : null,
});

/** Whether a number is a resolution of H3 cells. */
export function isResolution(resolution: number): boolean {
  return Number.isInteger(resolution) && resolution >= 0 && resolution <= maxResolution;
}

function isCell(token: string): boolean {
  return /^[0-9a-f]{15}$/i.test(token) && isValidCell(token);
}

const turned = ([latitude, longitude]: readonly [number, number]): Position => [longitude, latitude];

/** Functions of H3 cells. */
export const h3CellFunctions: readonly ScalarFunction[] = [
  pointToH3Cell,
  h3CellToCentralPoint,
  h3CellToPolygon,
  h3CellLevel,
  h3CellParent,
  h3CellChildren,
  h3CellNeighbors,
  h3CellRings,
];
