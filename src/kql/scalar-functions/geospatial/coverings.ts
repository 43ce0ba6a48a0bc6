import { getHexagonAreaAvg, polygonToCells } from 'h3-js';
import { s1, s2 } from 's2js';
import type { ScalarFunction } from '../../plan/definitions.js';
import type { Edge } from './crossings.js';
import { geoFunction, unsettled } from './geo-function.js';
import { isResolution } from './h3-cells.js';
import { inHashOrder } from './hash-order.js';
import { edgesOf, linesOf } from './line-shapes.js';
import { areaOfRing, areasOf, s2Point } from './polygon-shapes.js';
import { isLevel } from './s2-cells.js';
import { earthRadius, positionOf } from './sphere.js';

const maxCells = 65_536;
const maxH3Cells = 61_680;

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-to-s2cells-function */
const polygonToS2Cells = geoFunction('geo_polygon_to_s2cells', {
  summary:
    'The tokens of the S2 cells of a level that cover polygons and a radius in metres around; null of more than 65536.',
  gap: 'positions out of range',
  parameters: ['dynamic', 'real?', 'real?'],
  result: 'dynamic',
  of(json, level = 11, radius = 0) {
    const areas = areasOf(json);
    if (areas === null || !isLevel(level) || !isRadius(radius)) return null;
    return covering(
      areas.map(({ loops }) => new s2.Polygon([...loops])),
      areas.flatMap(({ edges }) => edges),
      radius,
      level,
    );
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-line-to-s2cells-function */
const lineToS2Cells = geoFunction('geo_line_to_s2cells', {
  summary:
    'The tokens of the S2 cells of a level that cover lines and a radius in metres around; null of more than 65536.',
  gap: 'a longitude beyond 180 degrees, a place twice in a row',
  parameters: ['dynamic', 'real?', 'real?'],
  result: 'dynamic',
  of(json, level = 11, radius = 0) {
    const lines = linesOf(json);
    if (lines === null || !isLevel(level) || !isRadius(radius)) return null;
    return covering(
      lines.map((line) => new s2.Polyline(line.map(s2Point))),
      lines.flatMap(edgesOf),
      radius,
      level,
    );
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-polygon-to-h3cells-function */
const polygonToH3Cells = geoFunction('geo_polygon_to_h3cells', {
  summary: 'The tokens of the H3 cells of a resolution whose middle lies in polygons; null of more than 61680.',
  gap: 'a radius around the polygon, positions out of range',
  parameters: ['dynamic', 'real?', 'real?'],
  result: 'dynamic',
  of(json, resolution = 6, radius = 0) {
    const areas = areasOf(json);
    if (areas === null || !isResolution(resolution)) return null;
    if (radius !== 0) unsettled('a radius around the polygon');
    const size = areas.flatMap(({ rings }) => rings.map(areaOfRing)).reduce((sum, area) => sum + area, 0);
    if ((size * earthRadius ** 2) / getHexagonAreaAvg(resolution, 'm2') > 2 * maxH3Cells) return null;
    const cells = areas.flatMap(({ rings }) =>
      polygonToCells(
        rings.map((ring) => ring.map((place) => [...positionOf(place)].reverse())),
        resolution,
      ),
    );
    const tokens = [...new Set(cells)];
    return tokens.length > maxH3Cells ? null : inHashOrder(tokens);
  },
});

type Region = Pick<InstanceType<typeof s2.Polygon>, 'intersectsCell' | 'containsCell'>;

type S2Edge = readonly [a: InstanceType<typeof s2.Point>, b: InstanceType<typeof s2.Point>];

/**
 * The cells of a level that meet one of some regions or come within a radius of their edges, in the order of their numbers; null of too
 * many. Level by level: only an edge that is near a cell can be near the cells inside it, and of a cell inside a region all cells count.
 */
function covering(regions: readonly Region[], edges: readonly Edge[], radius: number, level: number): string[] | null {
  const reach = s1.chordangle.fromAngle(Math.min(radius / earthRadius, Math.PI));
  const around: S2Edge[] = radius === 0 ? [] : edges.map(({ a, b }) => [s2Point(a), s2Point(b)]);
  const inside: bigint[] = [];
  let count = 0;
  let met = [0, 1, 2, 3, 4, 5].map((face) => ({ id: s2.cellid.fromFace(face), near: around }));
  for (let at = 0; ; at++) {
    const left: typeof met = [];
    for (const { id, near } of met) {
      const cell = s2.Cell.fromCellID(id);
      const nearer = near.filter(([a, b]) => cell.distanceToEdge(a, b) <= reach);
      if (nearer.length === 0 && !regions.some((region) => region.intersectsCell(cell))) continue;
      if (regions.some((region) => region.containsCell(cell))) {
        inside.push(id);
        count += 4 ** (level - at);
      } else left.push({ id, near: nearer });
    }
    if (count + left.length > maxCells) return null;
    if (at === level) {
      const cells = [...left.map(({ id }) => id), ...inside.flatMap((id) => cellsWithin(id, level))];
      return cells.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(s2.cellid.toToken);
    }
    met = left.flatMap(({ id, near }) => s2.cellid.children(id).map((child) => ({ id: child, near })));
  }
}

function cellsWithin(id: bigint, level: number): bigint[] {
  if (s2.cellid.level(id) === level) return [id];
  return s2.cellid.children(id).flatMap((child) => cellsWithin(child, level));
}

function isRadius(metres: number): boolean {
  return metres >= 0 && metres < Number.POSITIVE_INFINITY;
}

/** Functions that cover shapes with cells. */
export const coveringFunctions: readonly ScalarFunction[] = [polygonToS2Cells, lineToS2Cells, polygonToH3Cells];
