import {
  add,
  closestOnEdge,
  cross,
  dot,
  isSame,
  lengthOf,
  minus,
  normal,
  scaled,
  unit,
  type Vector,
} from './sphere.js';

/** An edge: the shortest arc between two places. */
export interface Edge {
  readonly a: Vector;
  readonly b: Vector;
}

/**
 * How two edges meet: they share both ends (in one direction or in two), share an end, cross, or are apart. They touch
 * where an end lies on the other edge as far as numbers can tell.
 */
export type Contact = 'same' | 'opposite' | 'vertex' | 'cross' | 'touch' | 'none';

export function contactOf({ a, b }: Edge, { a: c, b: d }: Edge): Contact {
  const [ac, bd, ad, bc] = [isSame(a, c), isSame(b, d), isSame(a, d), isSame(b, c)];
  if (ac && bd) return 'same';
  if (ad && bc) return 'opposite';
  if (ac || bd || ad || bc) {
    const [first, second] = [ac || ad ? b : a, ac || bc ? d : c];
    return liesOn(first, { a: c, b: d }) || liesOn(second, { a, b }) ? 'touch' : 'vertex';
  }
  const [abc, abd, cda, cdb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (abc * abd > 0 || cda * cdb > 0) return 'none';
  if (abc !== 0 && abd !== 0 && cda !== 0 && cdb !== 0) return abc === -cda ? 'cross' : 'none';
  const touching = liesOn(c, { a, b }) || liesOn(d, { a, b }) || liesOn(a, { a: c, b: d }) || liesOn(b, { a: c, b: d });
  return touching ? 'touch' : 'none';
}

/** Where two edges cross. */
export function crossingOf({ a, b }: Edge, { a: c, b: d }: Edge): Vector {
  const point = unit(cross(normal(a, b), normal(c, d)));
  return dot(point, add(add(a, b), add(c, d))) < 0 ? scaled(point, -1) : point;
}

/** The pairs of edges that may meet: of two lists, or of one with itself. */
export function* nearbyPairs<T extends Edge>(first: readonly T[], second?: readonly T[]): Iterable<[T, T]> {
  const boxes = [
    ...first.map((edge) => boxOf(edge, true)),
    ...(second ?? []).map((edge) => boxOf(edge, second === undefined)),
  ].sort((a, b) => a.low.x - b.low.x);
  let active: typeof boxes = [];
  for (const box of boxes) {
    active = active.filter(({ high }) => high.x >= box.low.x);
    for (const other of active) {
      if (second !== undefined && other.isFirst === box.isFirst) continue;
      const apart =
        other.low.y > box.high.y || box.low.y > other.high.y || other.low.z > box.high.z || box.low.z > other.high.z;
      if (!apart) yield box.isFirst ? [box.edge, other.edge] : [other.edge, box.edge];
    }
    active.push(box);
  }
}

/** The box around an edge; an arc bends out of that of its ends by an eighth of its chord's square. */
function boxOf<T extends Edge>(edge: T, isFirst: boolean) {
  const { a, b } = edge;
  const chord = minus(b, a);
  const bend = dot(chord, chord) / 4 + 1e-14;
  const low = { x: Math.min(a.x, b.x) - bend, y: Math.min(a.y, b.y) - bend, z: Math.min(a.z, b.z) - bend };
  const high = { x: Math.max(a.x, b.x) + bend, y: Math.max(a.y, b.y) + bend, z: Math.max(a.z, b.z) + bend };
  return { edge, isFirst, low, high };
}

/** 1 where `c` lies left of the way from `a` to `b`, -1 where right, 0 where numbers cannot tell. */
function side(a: Vector, b: Vector, c: Vector): number {
  const [ab, ac] = [minus(b, a), minus(c, a)];
  const volume = dot(cross(ab, ac), a);
  return Math.abs(volume) <= 1e-15 * lengthOf(ab) * lengthOf(ac) ? 0 : Math.sign(volume);
}

/** Whether a place lies on an edge as far as numbers can tell. */
function liesOn(place: Vector, { a, b }: Edge): boolean {
  return lengthOf(minus(place, closestOnEdge(place, a, b))) < 1e-14;
}
