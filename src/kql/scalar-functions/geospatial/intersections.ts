import type { ScalarFunction } from '../../plan/definitions.js';
import { contactOf, crossingOf, type Edge, nearbyPairs } from './crossings.js';
import { geoFunction, unsettled } from './geo-function.js';
import { collectionJson, linesJson, nothingJson, placeJson, ringJson, uncut } from './geojson.js';
import { edgesOf, type Line, linesOf } from './line-shapes.js';
import { overlay, partsInside, unionOf } from './overlay.js';
import { type Area, areaJson, areasOf } from './polygon-shapes.js';
import { isSame, positionOf, type Vector } from './sphere.js';

const lineGap = 'a longitude beyond 180 degrees, a place twice in a row, lines that touch or run along each other';
const polygonGap = 'a position out of range, a ring that touches an edge, shapes that touch or run along each other';

/** @see https://learn.microsoft.com/kusto/query/geo-intersects-2lines-function */
const intersects2Lines = geoFunction('geo_intersects_2lines', {
  summary: 'Whether lines have a place in common with other lines.',
  gap: lineGap,
  parameters: ['dynamic', 'dynamic'],
  result: 'bool',
  of(json1, json2) {
    const [first, second] = [linesOf(json1), linesOf(json2)];
    return first && second && meet(first.flatMap(edgesOf), second.flatMap(edgesOf));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-intersection-2lines-function */
const intersection2Lines = geoFunction('geo_intersection_2lines', {
  summary: 'What lines have in common with other lines.',
  gap: `${lineGap}, several common places`,
  parameters: ['dynamic', 'dynamic'],
  result: 'dynamic',
  of(json1, json2) {
    const [first, second] = [linesOf(json1), linesOf(json2)];
    if (first === null || second === null) return null;
    if (first.length === 1 && second.length === 1 && isSameLine(first[0], second[0]))
      return linesJson([uncut(first[0].map(positionOf))]);
    const places = commonPlaces(first.flatMap(edgesOf), second.flatMap(edgesOf));
    if (places.length > 1) unsettled('several common places');
    return places.length === 0 ? nothingJson : placeJson(places[0]);
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-intersects-line-with-polygon-function */
const intersectsLineWithPolygon = geoFunction('geo_intersects_line_with_polygon', {
  summary: 'Whether lines have a place in common with polygons.',
  gap: `${lineGap}, ${polygonGap}`,
  parameters: ['dynamic', 'dynamic'],
  result: 'bool',
  of(lineJson, polygonJson) {
    const [lines, areas] = [linesOf(lineJson), areasOf(polygonJson)];
    if (lines === null || areas === null) return null;
    if (lines.some(([start]) => areas.some((area) => area.contains(start)))) return true;
    return meet(lines.flatMap(edgesOf), edgesOfAreas(areas));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-intersection-line-with-polygon-function */
const intersectionLineWithPolygon = geoFunction('geo_intersection_line_with_polygon', {
  summary: 'The parts of lines that lie in polygons.',
  gap: `${lineGap}, ${polygonGap}`,
  parameters: ['dynamic', 'dynamic'],
  result: 'dynamic',
  of(lineJson, polygonJson) {
    const [lines, areas] = [linesOf(lineJson), areasOf(polygonJson)];
    if (lines === null || areas === null) return null;
    const parts = lines.flatMap((line) => partsInside(line, unionOf(areas)));
    return parts.length === 0 ? nothingJson : linesJson(parts.map((part) => uncut(part.map(positionOf))));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-intersects-2polygons-function */
const intersects2Polygons = geoFunction('geo_intersects_2polygons', {
  summary: 'Whether polygons have a place in common with other polygons.',
  gap: polygonGap,
  parameters: ['dynamic', 'dynamic'],
  result: 'bool',
  of(json1, json2) {
    const [first, second] = [areasOf(json1), areasOf(json2)];
    if (first === null || second === null) return null;
    const starts = (areas: readonly Area[]) => areas.flatMap(({ rings }) => rings.map(([start]) => start));
    if (starts(first).some((place) => second.some((area) => area.contains(place)))) return true;
    if (starts(second).some((place) => first.some((area) => area.contains(place)))) return true;
    return meet(edgesOfAreas(first), edgesOfAreas(second));
  },
});

/** @see https://learn.microsoft.com/kusto/query/geo-intersection-2polygons-function */
const intersection2Polygons = geoFunction('geo_intersection_2polygons', {
  summary: 'What polygons have in common with other polygons.',
  gap: `${polygonGap}, several common places, a result with a hole`,
  parameters: ['dynamic', 'dynamic'],
  result: 'dynamic',
  of(json1, json2) {
    const [first, second] = [areasOf(json1), areasOf(json2)];
    if (first === null || second === null) return null;
    const [one, other] = [unionOf(first), unionOf(second)];
    const common = overlay(one, other, 'intersection');
    const { rings } = common;
    const places: Vector[] = [];
    for (const [edge, otherEdge] of nearbyPairs(one.edges, other.edges)) {
      const contact = contactOf(edge, otherEdge);
      if (contact === 'opposite') unsettled('polygons with a common edge');
      if (contact !== 'vertex') continue;
      const place = [edge.a, edge.b].find((end) => isSame(end, otherEdge.a) || isSame(end, otherEdge.b)) as Vector;
      if (![...places, ...rings.flat()].some((known) => isSame(known, place))) places.push(place);
    }
    if (places.length === 0 && rings.length > 0) return areaJson(common);
    if (places.length > 1 || rings.length > 1) unsettled('several common places');
    const parts = [...places.map(placeJson), ...rings.map(ringJson)];
    return parts.length === 1 ? parts[0] : collectionJson(parts);
  },
});

/** Whether edges meet others; what only touches is not settled by numbers. */
function meet(first: readonly Edge[], second: readonly Edge[]): boolean {
  let touching = false;
  for (const [one, other] of nearbyPairs(first, second)) {
    const contact = contactOf(one, other);
    if (contact === 'touch') touching = true;
    else if (contact !== 'none') return true;
  }
  return touching ? unsettled('shapes that touch') : false;
}

/** The places where edges cross or share an end. */
function commonPlaces(first: readonly Edge[], second: readonly Edge[]): Vector[] {
  const places: Vector[] = [];
  for (const [one, other] of nearbyPairs(first, second)) {
    const contact = contactOf(one, other);
    if (contact === 'none') continue;
    if (contact !== 'cross' && contact !== 'vertex') unsettled('lines that touch or run along each other');
    const place =
      contact === 'cross'
        ? crossingOf(one, other)
        : ([one.a, one.b].find((end) => isSame(end, other.a) || isSame(end, other.b)) as Vector);
    if (!places.some((known) => isSame(known, place))) places.push(place);
  }
  return places;
}

function isSameLine(one: Line, other: Line): boolean {
  return one.length === other.length && one.every((place, i) => isSame(place, other[i]));
}

function edgesOfAreas(areas: readonly Area[]): Edge[] {
  return areas.flatMap(({ edges }) => edges);
}

/** Functions of what shapes have in common. */
export const intersectionFunctions: readonly ScalarFunction[] = [
  intersects2Lines,
  intersection2Lines,
  intersectsLineWithPolygon,
  intersectionLineWithPolygon,
  intersects2Polygons,
  intersection2Polygons,
];
