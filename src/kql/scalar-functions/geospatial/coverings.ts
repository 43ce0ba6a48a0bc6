import { getHexagonAreaAvg, polygonToCells } from 'h3-js';
import { s2 } from 's2js';
import type { ScalarFunction } from '../../plan/definitions.js';
import { geoFunction, unsettled } from './geo-function.js';
import { isResolution } from './h3-cells.js';
import { inHashOrder } from './hash-order.js';
import { linesOf } from './line-shapes.js';
import { areaOfRing, areasOf, s2Point } from './polygon-shapes.js';
import { isLevel } from './s2-cells.js';
import { earthRadius, positionOf } from './sphere.js';

const maxCells = 65_536;

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-to-s2cells-function */
const polygonToS2Cells = geoFunction('geo_polygon_to_s2cells', {
  summary: 'The tokens of the S2 cells of a level that cover one or several polygons; null of more than 65536.',
  gap: 'a radius around the polygon, positions out of range',
  parameters: ['dynamic', 'real?', 'real?'],
  result: 'dynamic',
  of(json, level = 11, radius = 0) {
    const areas = areasOf(json);
    if (areas === null || !isLevel(level)) return null;
    if (radius !== 0) unsettled('a radius around the polygon');
    return covering(
      areas.map(({ loops }) => new s2.Polygon([...loops])),
      level,
    );
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-line-to-s2cells-function */
const lineToS2Cells = geoFunction('geo_line_to_s2cells', {
  summary: 'The tokens of the S2 cells of a level that cover one or several lines; null of more than 65536.',
  gap: 'a radius around the line, a longitude beyond 180 degrees, a place twice in a row',
  parameters: ['dynamic', 'real?', 'real?'],
  result: 'dynamic',
  of(json, level = 11, radius = 0) {
    const lines = linesOf(json);
    if (lines === null || !isLevel(level)) return null;
    if (radius !== 0) unsettled('a radius around the line');
    return covering(
      lines.map((line) => new s2.Polyline(line.map(s2Point))),
      level,
    );
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-to-h3cells-function */
const polygonToH3Cells = geoFunction('geo_polygon_to_h3cells', {
  summary: 'The tokens of the H3 cells of a resolution whose middle lies in one or several polygons.',
  gap: 'a radius around the polygon, positions out of range',
  parameters: ['dynamic', 'real?', 'real?'],
  result: 'dynamic',
  of(json, resolution = 6, radius = 0) {
    const areas = areasOf(json);
    if (areas === null || !isResolution(resolution)) return null;
    if (radius !== 0) unsettled('a radius around the polygon');
    const size = areas.flatMap(({ rings }) => rings.map(areaOfRing)).reduce((sum, area) => sum + area, 0);
    if ((size * earthRadius ** 2) / getHexagonAreaAvg(resolution, 'm2') > 2 * maxCells) return null;
    const cells = areas.flatMap(({ rings }) =>
      polygonToCells(
        rings.map((ring) => ring.map((place) => [...positionOf(place)].reverse())),
        resolution,
      ),
    );
    const tokens = [...new Set(cells)];
    return tokens.length > maxCells ? null : inHashOrder(tokens);
  },
});

type Region = Pick<InstanceType<typeof s2.Polygon>, 'intersectsCell' | 'containsCell'>;

/** The cells of a level that meet one of some regions, in the order of their numbers; null of too many. */
function covering(regions: readonly Region[], level: number): string[] | null {
  const cells: bigint[] = [];
  const pending = [5, 4, 3, 2, 1, 0].map(s2.cellid.fromFace);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const cell = s2.Cell.fromCellID(id);
    if (!regions.some((region) => region.intersectsCell(cell))) continue;
    if (s2.cellid.level(id) < level) pending.push(...s2.cellid.children(id).toReversed());
    else if (cells.push(id) > maxCells) return null;
  }
  return cells.map(s2.cellid.toToken);
}

/** Functions that cover shapes with cells. */
export const coveringFunctions: readonly ScalarFunction[] = [polygonToS2Cells, lineToS2Cells, polygonToH3Cells];
