import { s2 } from 's2js';
import type { Edge } from './crossings.js';
import { unsettled } from './geo-function.js';
import { s2Point } from './polygon-shapes.js';
import { closestOnEdge, cross, distance, dot, minus, scaled, unit, type Vector } from './sphere.js';

/*
 * S2Builder makes places that are close into one site and then replaces nearly straight chains of edges with one edge. What is here is that,
 * for chains where nothing else comes near: where an edge could be drawn to a site that is not its own, where a comparison is too close to
 * call, or where no places are close (S2 may then leave all as it is), the shape is refused.
 */

const why = 'which places S2 keeps';
const mostPlaces = 2_000;
/** Radians: S2 splits longer edges where they leave the input. */
const longest = 0.7;
/** How far, in tolerances, S2 looks for sites around an edge, and a little more. */
const nearby = 1.7;

interface Chain {
  /** The sites in order; of a closed chain the first is not repeated. */
  readonly sites: readonly Vector[];
  /** The places that became each site. */
  readonly members: readonly (readonly Vector[])[];
  /** The edge that leads from each site to the next. */
  readonly steps: readonly Edge[];
}

/** The places of a line, or of a ring that turns left, that are left of it; null where less than a line or a ring is. */
export function simplifiedChain(places: readonly Vector[], isClosed: boolean, tolerance: number): Vector[] | null {
  if (places.length > mostPlaces || tolerance === 0) unsettled(why);
  const order = sitesOf(places, tolerance);
  const chain = chainOf(places, order, isClosed, tolerance);
  if (chain.sites.length < (isClosed ? 3 : 2)) return null;
  const start = isClosed ? chain.sites.indexOf(order[0]) : 0;
  const kept = keptOf(chain, start, isClosed, tolerance);
  if (order.length === places.length && kept.length < places.length) unsettled(why);
  const first = kept.findLastIndex((at) => at <= 0);
  const rotated =
    first < 0 ? [...kept.slice(-1), ...kept.slice(0, -1)] : [...kept.slice(first), ...kept.slice(0, first)];
  if (isClosed && kept.length < 3) return null;
  return (isClosed ? rotated : kept).map((at) => chain.sites[(at + chain.sites.length) % chain.sites.length]);
}

/** The places that S2 keeps apart, in the order of their cells. */
function sitesOf(places: readonly Vector[], tolerance: number): Vector[] {
  const sorted = places
    .map((place) => ({ place, cell: s2.cellid.fromPoint(s2Point(place)) }))
    .sort((a, b) => (a.cell < b.cell ? -1 : a.cell > b.cell ? 1 : 0));
  const sites: Vector[] = [];
  for (const { place } of sorted) {
    if (!sites.some((site) => isWithin(distance(site, place), tolerance))) sites.push(place);
  }
  return sites;
}

function chainOf(places: readonly Vector[], all: readonly Vector[], isClosed: boolean, tolerance: number): Chain {
  const own = places.map((place) => nearest(place, all));
  const sites: Vector[] = [];
  const members: Vector[][] = [];
  const steps: Edge[] = [];
  for (const [i, place] of places.entries()) {
    if (own[i] === sites.at(-1)) members[members.length - 1].push(place);
    else {
      sites.push(own[i]);
      members.push([place]);
      if (i > 0) steps.push({ a: places[i - 1], b: place });
    }
  }
  if (isClosed && sites.length > 1 && sites[0] === sites.at(-1)) {
    sites.pop();
    members[0].push(...(members.pop() ?? []));
  } else if (isClosed) steps.push({ a: places[places.length - 1], b: places[0] });
  if (new Set(sites).size < sites.length) unsettled(why);
  for (let i = isClosed ? 0 : 1; i < places.length; i++) {
    const before = (i + places.length - 1) % places.length;
    const [a, b, from, to] = [places[before], places[i], own[before], own[i]];
    if (distance(a, b) > longest) unsettled(why);
    for (const site of all) {
      if (site === from || site === to) continue;
      if (isWithin(distance(site, closestOnEdge(site, a, b)), tolerance)) unsettled(why);
      if (isWithin(distance(site, closestOnEdge(site, from, to)), tolerance / 2)) unsettled(why);
    }
  }
  return { sites, members, steps };
}

/** The sites between which S2 draws edges, each as long as it may be, by their places in the chain; those before the start are negative. */
function keptOf({ sites, members, steps }: Chain, start: number, isClosed: boolean, tolerance: number): number[] {
  const count = sites.length;
  const offset = start === 0 ? 0 : start - count;
  const index = (at: number) => (at + offset + count) % count;
  const site = (at: number) => sites[index(at)];
  const last = isClosed ? count : count - 1;
  const kept = [0];
  for (let at = 0; at < last; ) {
    const targets: Target[] = [];
    let end = at + 1;
    avoidOthers(sites, site(at), site(at), site(end), steps[index(at)], tolerance);
    while (end < last) {
      const [from, through, to] = [site(at), site(end), site(end + 1)];
      const inside = members[index(end)];
      targets.push(...inside.flatMap((place) => targetOf(from, place, tolerance)));
      if (isWithin(distance(from, to), distance(from, through))) break;
      avoidOthers(sites, from, through, to, steps[index(end)], tolerance);
      const direction = directionOf(from, to);
      if (!targets.every((target) => isWithin(turnBetween(target.direction, direction), target.reach))) break;
      end++;
    }
    if (end < last || !isClosed) kept.push(end);
    at = end;
  }
  return kept.map((at) => at + offset);
}

interface Target {
  readonly direction: number;
  /** How far to either side an edge still meets the place's surroundings, as an angle. */
  readonly reach: number;
}

function targetOf(from: Vector, place: Vector, tolerance: number): Target[] {
  const away = distance(from, place);
  if (isWithin(away, tolerance)) return [];
  return [{ direction: directionOf(from, place), reach: Math.asin(Math.sin(tolerance) / Math.sin(away)) }];
}

/** Refuses where another site that is neither behind nor ahead lies near an edge of the chain: S2 keeps edges on its side. */
function avoidOthers(
  sites: readonly Vector[],
  start: Vector,
  from: Vector,
  to: Vector,
  { a, b }: Edge,
  tolerance: number,
) {
  const [near, far] = [distance(start, from), distance(start, to)];
  if (far > longest) unsettled(why);
  for (const other of sites) {
    if (other === start || other === from || other === to) continue;
    const away = distance(start, other);
    if (away < near * (1 - precision) || away > far * (1 + precision)) continue;
    if (distance(other, closestOnEdge(other, a, b)) < nearby * tolerance) unsettled(why);
  }
}

function nearest(place: Vector, sites: readonly Vector[]): Vector {
  const [first, second] = sites
    .map((site) => ({ site, away: distance(site, place) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, 2);
  if (second !== undefined) isWithin(first.away, second.away);
  return first.site;
}

/** The direction in which a place lies, as an angle in the plane that touches the sphere. */
function directionOf(from: Vector, to: Vector): number {
  const along = Math.abs(from.z) < 0.9 ? { x: 0, y: 0, z: 1 } : { x: 1, y: 0, z: 0 };
  const east = unit(cross(along, from));
  const north = cross(from, east);
  const ahead = minus(to, scaled(from, dot(from, to)));
  return Math.atan2(dot(ahead, north), dot(ahead, east));
}

function turnBetween(a: number, b: number): number {
  const turned = Math.abs(a - b);
  return turned > Math.PI ? 2 * Math.PI - turned : turned;
}

const precision = 1e-7;

/** Whether a measure is at most a limit; refused where rounding could tell otherwise. */
function isWithin(measure: number, limit: number): boolean {
  if (Math.abs(measure - limit) <= precision * limit) unsettled(why);
  return measure <= limit;
}
