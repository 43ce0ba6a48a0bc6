import type { Graph } from './graph.js';

/** The number of each node's component, in the order of their first nodes. */
export function componentsOf(graph: Graph, kind: 'weak' | 'strong'): Int32Array {
  const count = graph.nodes.length;
  const roots = kind === 'weak' ? weakRoots(graph, count) : strongRoots(graph, count);
  const numbers = new Map<number, number>();
  return roots.map((root) => {
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}

/** Joins the sets of the two ends of every edge. */
function weakRoots({ source, target }: Graph, count: number): Int32Array {
  const parents = Int32Array.from({ length: count }, (_, node) => node);
  const rootOf = (node: number): number => {
    let root = node;
    while (parents[root] !== root) root = parents[root];
    for (let next = node; next !== root; ) {
      const up = parents[next];
      parents[next] = root;
      next = up;
    }
    return root;
  };
  for (let edge = 0; edge < source.length; edge++) parents[rootOf(source[edge])] = rootOf(target[edge]);
  return parents.map((_, node) => rootOf(node));
}

/** Tarjan's algorithm, with a stack of its own instead of recursion. */
function strongRoots(graph: Graph, count: number): Int32Array {
  const { starts, edges } = adjacency(graph.source, count);
  const roots = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const next = starts.slice(0, count);
  const open: number[] = [];
  let visited = 0;
  const enter = (node: number) => {
    order[node] = low[node] = visited++;
    open.push(node);
  };
  for (let first = 0; first < count; first++) {
    if (order[first] >= 0) continue;
    enter(first);
    const stack = [first];
    while (stack.length > 0) {
      const node = stack[stack.length - 1];
      if (next[node] < starts[node + 1]) {
        const to = graph.target[edges[next[node]++]];
        if (order[to] < 0) {
          enter(to);
          stack.push(to);
        } else if (roots[to] < 0) low[node] = Math.min(low[node], order[to]);
        continue;
      }
      stack.pop();
      if (stack.length > 0) low[stack[stack.length - 1]] = Math.min(low[stack[stack.length - 1]], low[node]);
      if (low[node] !== order[node]) continue;
      let member: number;
      do {
        member = open.pop() as number;
        roots[member] = node;
      } while (member !== node);
    }
  }
  return roots;
}

/** The edges at each node: those of node n are `edges` from `starts[n]` up to `starts[n + 1]`. */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly edges: Int32Array;
}

/** Groups edges by the node at one of their ends. */
export function adjacency(ends: Int32Array, count: number): Adjacency {
  const starts = new Int32Array(count + 1);
  for (const node of ends) starts[node + 1]++;
  for (let node = 0; node < count; node++) starts[node + 1] += starts[node];
  const edges = new Int32Array(ends.length);
  const at = starts.slice();
  for (let edge = 0; edge < ends.length; edge++) edges[at[ends[edge]]++] = edge;
  return { starts, edges };
}
