import { s2 } from 's2js';
import type { Json } from '../../types/value.js';
import { contactOf, type Edge, nearbyPairs } from './crossings.js';
import { unsettled } from './geo-function.js';
import { closed, geometryOf, multiPolygonJson, polygonJson, positionsOf } from './geojson.js';
import { closestOf } from './line-shapes.js';
import { add, cross, dot, isPlace, lengthOf, minus, type Position, placeAt, type Vector } from './sphere.js';

/** A closed way around an area that lies to the left; the edge from the last place to the first closes it. */
export type Ring = readonly Vector[];

/** An area between rings: shells around it and holes in it. */
export class Area {
  private known: readonly InstanceType<typeof s2.Loop>[] | undefined;

  constructor(readonly rings: readonly Ring[]) {}

  /** The rings as S2 has them: around the smaller part, be it inside or a hole. */
  get loops(): readonly InstanceType<typeof s2.Loop>[] {
    this.known ??= this.rings.map((ring) => new s2.Loop((isLeftOf(ring) ? ring : ring.toReversed()).map(s2Point)));
    return this.known;
  }

  /** Whether a place lies inside; of areas that share an edge, exactly one contains a place on it. */
  contains(place: Vector): boolean {
    const point = s2Point(place);
    return this.loops.filter((loop) => loop.containsPoint(point)).length % 2 === 1;
  }

  get edges(): Edge[] {
    return this.rings.flatMap(ringEdges);
  }
}

/** The areas of a Polygon or a MultiPolygon, one for each polygon; null where it is none or not valid. */
export function areasOf(json: Json): Area[] | null {
  const geometry = geometryOf(json);
  if (geometry === null) return null;
  const { type, coordinates } = geometry;
  const parts = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
  if (!Array.isArray(parts) || parts.length === 0) return null;
  const areas: Area[] = [];
  for (const part of parts) {
    const area = areaOf(part);
    if (area === null) return null;
    areas.push(area);
  }
  return areas;
}

/** The areas of one polygon after another, with the last answer kept: a polygon is often the same for many rows. */
export function rememberedAreas(): (json: Json) => Area[] | null {
  let last: { readonly json: Json; readonly areas: Area[] | null } | undefined;
  return (json) => {
    if (last === undefined || last.json !== json) last = { json, areas: areasOf(json) };
    return last.areas;
  };
}

/** An area as a Polygon or, of several shells, a MultiPolygon. */
export function areaJson({ rings }: Area): Json {
  if (!rings.every(isLeftOf)) unsettled('a result with a hole');
  const polygons = rings.map((ring) => [closed(ring)]);
  return polygons.length === 1 ? polygonJson(polygons[0]) : multiPolygonJson(polygons);
}

/** The shortest distance from a place to areas in radians; 0 inside. */
export function distanceToAreas(place: Vector, areas: readonly Area[]): number {
  if (areas.some((area) => area.contains(place))) return 0;
  return closestOf(
    place,
    areas.flatMap(({ edges }) => edges),
  ).distance;
}

export function ringEdges(ring: Ring): Edge[] {
  return ring.map((a, i) => ({ a, b: ring[(i + 1) % ring.length] }));
}

/** The signed area left of a ring on the unit sphere: negative where the smaller part lies to the right. */
export function areaOfRing(ring: Ring): number {
  let sum = 0;
  for (const [a, b, c] of trianglesOf(ring))
    sum += 2 * Math.atan2(volumeOf(a, b, c), 1 + dot(a, b) + dot(b, c) + dot(c, a));
  const turns = 4 * Math.PI;
  return sum > turns / 2 ? sum - turns : sum < -turns / 2 ? sum + turns : sum;
}

/** The centre of mass of what lies left of a ring, times its area. */
export function momentOfRing(ring: Ring): Vector {
  return trianglesOf(ring).reduce((sum, [a, b, c]) => add(sum, momentOfTriangle(a, b, c)), { x: 0, y: 0, z: 0 });
}

export const s2Point = ({ x, y, z }: Vector) => new s2.Point(x, y, z);

function isLeftOf(ring: Ring): boolean {
  return areaOfRing(ring) >= 0;
}

function areaOf(json: Json): Area | null {
  if (!Array.isArray(json) || json.length === 0) return null;
  const rings: Ring[] = [];
  for (const item of json) {
    const positions = positionsOf(item);
    const ring = positions && ringOf(positions);
    if (ring === null) return null;
    const inward = isLeftOf(ring) === (rings.length === 0);
    rings.push(inward ? ring : ring.toReversed());
  }
  const edges = rings.flatMap((ring, of) =>
    ringEdges(ring).map((edge, at) => ({ ...edge, of, at, size: ring.length })),
  );
  let touching = false;
  for (const [one, other] of nearbyPairs(edges)) {
    const steps = Math.abs(one.at - other.at);
    if (one.of === other.of && (steps === 1 || steps === one.size - 1)) continue;
    const contact = contactOf(one, other);
    if (contact === 'cross' || contact === 'same' || contact === 'opposite') return null;
    touching ||= contact === 'touch';
  }
  if (touching) unsettled('a polygon whose ring touches an edge');
  const shell = new Area([rings[0]]);
  if (rings.slice(1).some((hole) => !hole.some((place) => shell.contains(place))))
    unsettled('a polygon whose hole lies outside');
  return new Area(rings);
}

/** A ring as it is written: closed, of different places. */
function ringOf(positions: readonly Position[]): Ring | null {
  const [first, last] = [positions[0], positions.at(-1)];
  if (last === undefined || positions.length < 4 || first[0] !== last[0] || first[1] !== last[1]) return null;
  const open = positions.slice(1);
  if (new Set(open.map(String)).size < open.length) return null;
  if (open.some(([longitude, latitude]) => !isPlace(longitude, latitude)))
    unsettled('a polygon with a position out of range');
  const ring = positions.slice(0, -1).map(([longitude, latitude]) => placeAt(longitude, latitude));
  return ringEdges(ring).some(({ a, b }) => lengthOf(add(a, b)) < 1e-15) ? null : ring;
}

function trianglesOf(ring: Ring): (readonly [Vector, Vector, Vector])[] {
  return ring.slice(2).map((c, i) => [ring[0], ring[i + 1], c] as const);
}

function volumeOf(a: Vector, b: Vector, c: Vector): number {
  return dot(a, cross(minus(b, a), minus(c, a)));
}

/** The integral of the position over a triangle: the vector whose products with the corners are known, by Cramer's rule. */
function momentOfTriangle(a: Vector, b: Vector, c: Vector): Vector {
  const weight = (p: Vector, q: Vector) => {
    const sine = lengthOf(cross(p, q));
    return sine === 0 ? 1 : Math.atan2(sine, dot(p, q)) / sine;
  };
  const [ra, rb, rc] = [weight(b, c), weight(c, a), weight(a, b)];
  const [ab, ac] = [minus(b, a), minus(c, a)];
  const x: Vector = { x: a.x, y: ab.x, z: ac.x };
  const y: Vector = { x: a.y, y: ab.y, z: ac.y };
  const z: Vector = { x: a.z, y: ab.z, z: ac.z };
  const r: Vector = { x: ra, y: rb - ra, z: rc - ra };
  return { x: dot(cross(y, z), r) / 2, y: dot(cross(z, x), r) / 2, z: dot(cross(x, y), r) / 2 };
}
