import { s2 } from 's2js';
import { contactOf, crossingOf, type Edge, nearbyPairs } from './crossings.js';
import { unsettled } from './geo-function.js';
import { Area, type Ring, s2Point } from './polygon-shapes.js';
import { add, cross, distance, dot, minus, unit, type Vector } from './sphere.js';

/** A part of an edge of one of two areas, from a place to the next one where edges meet. */
interface Fragment extends Edge {
  /** The number of the edge among those of both areas. */
  readonly of: number;
}

interface Split extends Edge {
  readonly of: number;
  readonly crossings: Vector[];
  /** The edge of the other area with the same ends. */
  twin: 'same' | 'opposite' | undefined;
}

/** The union of areas: always the two with the fewest places next, as S2 does it. */
export function unionOf(areas: readonly Area[]): Area {
  const queue = areas.map((area) => ({ area, size: area.edges.length })).sort((a, b) => a.size - b.size);
  for (let [first, second] = queue; second !== undefined; [first, second] = queue) {
    queue.splice(0, 2);
    const united = { area: overlay(first.area, second.area, 'union'), size: first.size + second.size };
    const at = queue.findIndex(({ size }) => size > united.size);
    queue.splice(at < 0 ? queue.length : at, 0, united);
  }
  return queue[0].area;
}

/** The area that lies in either of two areas, or in both. */
export function overlay(first: Area, second: Area, kind: 'union' | 'intersection'): Area {
  const splits = (edges: readonly Edge[], from: number): Split[] =>
    edges.map(({ a, b }, i) => ({ a, b, of: from + i, crossings: [], twin: undefined }));
  const ones = splits(first.edges, 0);
  const others = splits(second.edges, ones.length);
  for (const [one, other] of nearbyPairs(ones, others)) {
    const contact = contactOf(one, other);
    if (contact === 'touch') unsettled('polygons whose edges touch');
    if (contact === 'same' || contact === 'opposite') one.twin = other.twin = contact;
    if (contact !== 'cross') continue;
    const crossing = crossingOf(one, other);
    one.crossings.push(crossing);
    other.crossings.push(crossing);
  }
  const kept = (edge: Split, other: Area, isFirst: boolean) =>
    edge.twin !== undefined
      ? edge.twin === 'same' && isFirst
        ? [edge]
        : []
      : fragmentsOf(edge).filter(({ a, b }) => other.contains(unit(add(a, b))) === (kind === 'intersection'));
  return new Area(
    ringsOf([
      ...ones.flatMap((edge) => kept(edge, second, true)),
      ...others.flatMap((edge) => kept(edge, first, false)),
    ]),
  );
}

function fragmentsOf({ a, b, of, crossings }: Split): Fragment[] {
  const stops = [...crossings].sort((p, q) => distance(a, p) - distance(a, q));
  return [...stops, b].map((stop, i) => ({ a: i === 0 ? a : stops[i - 1], b: stop, of }));
}

/** The parts of a line that lie in an area, in their order along it. */
export function partsInside(line: readonly Vector[], area: Area): Vector[][] {
  const splits = line.slice(1).map((b, i): Split => ({ a: line[i], b, of: i, crossings: [], twin: undefined }));
  for (const [one, other] of nearbyPairs<Edge>(splits, area.edges)) {
    const contact = contactOf(one, other);
    if (contact !== 'none' && contact !== 'cross') unsettled('a line that touches a polygon');
    if (contact === 'cross') (one as Split).crossings.push(crossingOf(one, other));
  }
  const parts: Vector[][] = [];
  for (const { a, b } of splits.flatMap(fragmentsOf)) {
    if (!area.contains(unit(add(a, b)))) continue;
    const last = parts.at(-1);
    if (last?.at(-1) === a) last.push(b);
    else parts.push([a, b]);
  }
  return parts;
}

const nameOf = ({ x, y, z }: Vector): string => `${x},${y},${z}`;

/** Joins fragments to rings, at each meeting by the leftmost way, so that rings touch but never cross. */
function ringsOf(fragments: readonly Fragment[]): Ring[] {
  const order = new Map<Fragment, bigint>(fragments.map((each) => [each, s2.cellid.fromPoint(s2Point(each.a))]));
  const sorted = [...fragments].sort((p, q) => ((order.get(p) ?? 0n) < (order.get(q) ?? 0n) ? -1 : 1));
  const leaving = new Map<string, Fragment[]>();
  for (const fragment of sorted) {
    const start = nameOf(fragment.a);
    leaving.set(start, [...(leaving.get(start) ?? []), fragment]);
  }
  const used = new Set<Fragment>();
  const ways: (readonly Fragment[])[] = [];
  for (const start of sorted) {
    const way: Fragment[] = [];
    for (let next: Fragment | undefined = start; next !== undefined && !used.has(next); ) {
      used.add(next);
      way.push(next);
      const last: Fragment = next;
      const onward = (leaving.get(nameOf(last.b)) ?? []).filter((each) => !used.has(each));
      next = onward.length < 2 ? onward[0] : onward.reduce((p, q) => (turnOf(last, q) > turnOf(last, p) ? q : p));
    }
    if (way.length > 0) ways.push(fromFirstEdge(way));
  }
  return ways.sort((p, q) => p[0].of - q[0].of).map((way) => way.map(({ a }) => a));
}

/** How far a way turns to the left, from -π to π. */
function turnOf(arriving: Edge, next: Edge): number {
  const at = arriving.b;
  const [ahead, aside] = [minus(at, arriving.a), minus(next.b, at)];
  return Math.atan2(dot(cross(ahead, aside), at), dot(ahead, aside));
}

/** Turns a ring so that its edge of the highest number comes last, as S2 does it; of several apart, the first. */
function fromFirstEdge(way: readonly Fragment[]): readonly Fragment[] {
  let last = 0;
  let gap = false;
  for (let i = 1; i < way.length; i++) {
    if (way[i].of < way[last].of) gap = true;
    else if (way[i].of > way[last].of || !gap) {
      last = i;
      gap = false;
    }
  }
  return [...way.slice(last + 1), ...way.slice(0, last + 1)];
}
