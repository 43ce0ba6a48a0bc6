import type { GraphPatternEdge, GraphSearch } from '../plan/nodes.js';
import type { Graph } from './graph.js';
import { type Adjacency, adjacency } from './graph-components.js';

/** What a pattern was found to be: a node for each of its nodes, a path for each of its edges. */
export interface Match {
  readonly nodes: Int32Array;
  readonly paths: readonly Path[];
}

/** Edges one behind the other, in the order of the pattern, and the nodes between them. */
interface Path {
  readonly edges: readonly number[];
  readonly inner: readonly number[];
}

/** The nodes and edges that may stand at a place (1); null where all may. */
export interface Masks {
  readonly nodes: readonly (Uint8Array | null)[];
  readonly edges: readonly (Uint8Array | null)[];
  readonly inner: readonly (Uint8Array | null)[];
}

/** Finds every match; gives them in portions of about `size`. */
export function searchGraph(
  pattern: GraphSearch,
  graph: Graph,
  masks: Masks,
  size: number,
  take: (found: readonly Match[]) => void,
): void {
  let found: Match[] = [];
  const search = new Search(pattern, graph, masks, (match) => {
    found.push(match);
    if (found.length < size) return;
    take(found);
    found = [];
  });
  search.run();
  if (found.length > 0) take(found);
}

/** An edge of the pattern as the search goes over it. */
interface Step {
  readonly at: number;
  readonly edge: GraphPatternEdge;
  readonly backwards: boolean;
}

/** A step along an edge of the graph. */
type Hops = readonly (readonly [edges: Adjacency, ends: Int32Array])[];

/** Goes from node to node as far as the pattern allows, and back. */
class Search {
  private readonly nodes: Int32Array;
  private readonly paths: Path[] = [];
  private readonly steps: readonly Step[];
  private readonly start: number;
  private readonly usedEdges: Uint8Array;
  private readonly visits: Int32Array;
  private readonly out: Adjacency;
  private readonly in: Adjacency;
  /** How far each node is from the first, where only shortest paths count. */
  private levels: Int32Array | null = null;
  /** The first edge that led to each node, where one shortest path is enough. */
  private readonly firstEdges: Int32Array | null;

  constructor(
    private readonly pattern: GraphSearch,
    private readonly graph: Graph,
    private readonly masks: Masks,
    private readonly emit: (match: Match) => void,
  ) {
    const count = graph.nodes.length;
    this.nodes = new Int32Array(pattern.nodeCount).fill(-1);
    this.usedEdges = new Uint8Array(graph.edges.length);
    this.visits = new Int32Array(count);
    this.firstEdges = pattern.paths === 'any-shortest' ? new Int32Array(count) : null;
    this.out = adjacency(graph.source, count);
    this.in = adjacency(graph.target, count);
    this.start = this.bestStart();
    this.steps = this.orderFrom(this.start);
  }

  run(): void {
    const layered = isLayered(this.pattern);
    for (let node = 0; node < this.visits.length; node++) {
      if (this.masks.nodes[this.start]?.[node] === 0) continue;
      if (layered) this.levels = this.levelsFrom(node, this.steps[0]);
      this.nodes[this.start] = node;
      this.visits[node]++;
      this.next(0);
      this.visits[node]--;
    }
  }

  /** The place that the fewest nodes may be. */
  private bestStart(): number {
    const sizes = this.masks.nodes.map((mask) =>
      mask === null ? this.graph.nodes.length : mask.reduce((sum, bit) => sum + bit, 0),
    );
    return sizes.indexOf(Math.min(...sizes));
  }

  /** The edges of the pattern, each behind one that leads to it. */
  private orderFrom(start: number): Step[] {
    const steps: Step[] = [];
    const reached = new Set([start]);
    const left = new Set(this.pattern.edges.keys());
    while (left.size > 0) {
      const touching = [...left].filter((each) => {
        const { from, to } = this.pattern.edges[each];
        return reached.has(from) || reached.has(to);
      });
      const closing = touching.find((each) => {
        const { from, to } = this.pattern.edges[each];
        return reached.has(from) && reached.has(to);
      });
      const at = closing ?? touching[0];
      const edge = this.pattern.edges[at];
      steps.push({ at, edge, backwards: !reached.has(edge.from) });
      reached.add(edge.from).add(edge.to);
      left.delete(at);
    }
    return steps;
  }

  private next(index: number): void {
    if (index === this.steps.length) {
      this.emit({ nodes: this.nodes.slice(), paths: this.paths.slice() });
      return;
    }
    const step = this.steps[index];
    const from = this.nodes[step.backwards ? step.edge.to : step.edge.from];
    this.walk(index, step, from, [], []);
  }

  /** Goes on from a node along one more edge of the graph; `edges` and `passed` are how it came there. */
  private walk(index: number, step: Step, node: number, edges: number[], passed: number[]): void {
    const { at, edge } = step;
    if (edges.length >= edge.min) this.arrive(index, step, node, edges, passed);
    if (edges.length >= edge.max || (edges.length > 0 && this.masks.inner[at]?.[node] === 0)) return;
    const { cycles } = this.pattern;
    for (const [hops, ends] of this.hopsOf(step)) {
      for (let i = hops.starts[node]; i < hops.starts[node + 1]; i++) {
        const hop = hops.edges[i];
        const to = ends[hop];
        if (this.masks.edges[at]?.[hop] === 0) continue;
        if (cycles === 'unique_edges' && this.usedEdges[hop] === 1) continue;
        if (cycles === 'none' && this.visits[to] > 0 && !this.closes(index, step, to)) continue;
        if (this.levels !== null && !this.leadsOn(hop, to, edges.length + 1)) continue;
        this.usedEdges[hop]++;
        this.visits[to]++;
        edges.push(hop);
        passed.push(to);
        this.walk(index, step, to, edges, passed);
        passed.pop();
        edges.pop();
        this.visits[to]--;
        this.usedEdges[hop]--;
      }
    }
  }

  /** Whether an edge is on a shortest path, on the one that is kept if one is enough. */
  private leadsOn(hop: number, to: number, level: number): boolean {
    return this.levels?.[to] === level && (this.firstEdges === null || this.firstEdges[to] === hop);
  }

  private arrive(index: number, step: Step, node: number, edges: readonly number[], passed: readonly number[]): void {
    const { at, edge, backwards } = step;
    const end = backwards ? edge.from : edge.to;
    const bound = this.nodes[end];
    if (this.isBound(end, index) ? bound !== node : this.masks.nodes[end]?.[node] === 0) return;
    const inner = passed.slice(0, -1);
    this.paths[at] = backwards ? { edges: edges.toReversed(), inner: inner.reverse() } : { edges: [...edges], inner };
    this.nodes[end] = node;
    this.next(index + 1);
    this.nodes[end] = bound;
  }

  /** Whether a place of the pattern has its node before a step. */
  private isBound(place: number, index: number): boolean {
    return place === this.start || this.steps.slice(0, index).some((each) => endOf(each) === place);
  }

  /** Whether an edge of one length leads back to the node of the pattern that it must lead to. */
  private closes(index: number, step: Step, to: number): boolean {
    const end = endOf(step);
    return step.edge.max === 1 && step.edge.from !== step.edge.to && this.isBound(end, index) && this.nodes[end] === to;
  }

  private hopsOf({ edge, backwards }: Step): Hops {
    const along = [this.out, this.graph.target] as const;
    const against = [this.in, this.graph.source] as const;
    if (edge.direction === 'any') return [along, against];
    return [(edge.direction === 'right') !== backwards ? along : against];
  }

  /** How many edges away from a node the others are, by the edges and inner nodes that the step may take. */
  private levelsFrom(first: number, step: Step): Int32Array {
    const levels = new Int32Array(this.visits.length).fill(-1);
    levels[first] = 0;
    let ring = [first];
    for (let level = 1; level <= step.edge.max && ring.length > 0; level++) {
      const outer: number[] = [];
      for (const node of ring) {
        if (node !== first && this.masks.inner[step.at]?.[node] === 0) continue;
        for (const [hops, ends] of this.hopsOf(step)) {
          for (let i = hops.starts[node]; i < hops.starts[node + 1]; i++) {
            const to = ends[hops.edges[i]];
            if (levels[to] >= 0 || this.masks.edges[step.at]?.[hops.edges[i]] === 0) continue;
            levels[to] = level;
            if (this.firstEdges !== null) this.firstEdges[to] = hops.edges[i];
            outer.push(to);
          }
        }
      }
      ring = outer;
    }
    return levels;
  }
}

const endOf = ({ edge, backwards }: Step) => (backwards ? edge.from : edge.to);

/** Whether a shortest path is one that goes a level further with each edge: nothing but its edges and its ends decides. */
function isLayered({ paths, edges, conditions, derived }: GraphSearch): boolean {
  return paths !== 'all' && edges.length === 1 && edges[0].min === 1 && !(conditions.length > 0 && derived.length > 0);
}

/** Of the matches of the same nodes, the shortest or one of these. */
export function keepShortest(matches: readonly Match[], { paths }: GraphSearch): Match[] {
  const lengthOf = (match: Match) => match.paths.reduce((sum, { edges }) => sum + edges.length, 0);
  const bound = new Map<string, { length: number; kept: Match[] }>();
  for (const match of matches) {
    const nodes = match.nodes.join(' ');
    const length = lengthOf(match);
    const best = bound.get(nodes);
    if (best === undefined || length < best.length) bound.set(nodes, { length, kept: [match] });
    else if (length === best.length && paths === 'shortest') best.kept.push(match);
  }
  return [...bound.values()].flatMap(({ kept }) => kept);
}
