import type { Execution } from '../plan/execution.js';
import type { GraphFilter, GraphFold, PlanOf } from '../plan/nodes.js';
import { type BoolColumn, type Column, columnOf, gather, valueReader } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import { type Batch, type ColumnDeclaration, lazyBatch } from '../types/table.js';
import { valueText } from '../types/text.js';
import type { Json, Value } from '../types/value.js';
import type { Graph } from './graph.js';
import { elementColumn, nodeFacts } from './graph-names.js';
import type { Masks, Match } from './graph-search.js';
import { trueRows } from './where.js';

type Search = PlanOf<'graph-match'>;

/** The rows of nodes or edges, with everything that expressions may read of them. */
interface Elements {
  readonly columns: readonly ColumnDeclaration[];
  readonly batch: Batch;
}

/** The nodes with their properties and facts. */
function nodesOf({ graph: plan }: Search, graph: Graph): Elements {
  const { length, columns } = graph.nodes;
  const facts = [
    () => columnOf('long', degrees(graph.target, length)),
    () => columnOf('long', degrees(graph.source, length)),
    () => columnOf('string', texts(graph.ids, length)),
  ];
  const width = plan.columns.length;
  const batch = lazyBatch(length, width + facts.length, (at) => (at < width ? columns[at] : facts[at - width]()));
  return { columns: [...plan.columns, ...nodeFacts], batch };
}

function edgesOf({ graph: plan }: Search, graph: Graph): Elements {
  let made = plan;
  while (made.is !== 'made') made = made.graph;
  return { columns: made.edges.columns, batch: graph.edges };
}

function degrees(ends: Int32Array, count: number): bigint[] {
  const found = new Int32Array(count);
  for (const node of ends) found[node]++;
  return Array.from(found, BigInt);
}

function texts(ids: Column, count: number): string[] {
  const read = valueReader(ids);
  return Array.from({ length: count }, (_, node) => valueText(read(node), ids.type));
}

/** Which nodes and edges each place of the pattern may be, by the conditions on one element. */
export function masksOf(plan: Search, graph: Graph, execution: Execution): Masks {
  const [nodes, edges] = [nodesOf(plan, graph), edgesOf(plan, graph)];
  const mask = (of: GraphFilter['of'], at: number): Uint8Array | null => {
    const { columns, batch } = of === 'edge' ? edges : nodes;
    const filters = plan.filters.filter((filter) => filter.of === of && filter.at === at);
    if (filters.length === 0) return null;
    const counts = new Uint8Array(batch.length);
    for (const { element, predicate } of filters) {
      const named = element === null ? columns : prefixed(columns, element);
      const kernel = execution.compile(predicate, named);
      const rows = batch.length === 0 ? [] : trueRows(kernel.evaluate(batch, null) as BoolColumn, batch.length);
      for (const row of rows) counts[row]++;
    }
    return counts.map((count) => (count === filters.length ? 1 : 0));
  };
  return {
    nodes: Array.from({ length: plan.nodeCount }, (_, at) => mask('node', at)),
    edges: plan.edges.map((_, at) => mask('edge', at)),
    inner: plan.edges.map((_, at) => mask('inner', at)),
  };
}

const prefixed = (columns: readonly ColumnDeclaration[], element: string): ColumnDeclaration[] =>
  columns.map(({ name, type }) => ({ name: elementColumn(element, name), type }));

/** A column of matches, made when it is read. */
interface Slot {
  readonly column: ColumnDeclaration;
  make(matches: readonly Match[]): Column;
}

/** The matches as rows: a column for each property of each name, and for each fold. */
export class MatchColumns {
  readonly columns: readonly ColumnDeclaration[];
  private readonly slots: readonly Slot[];

  constructor(plan: Search, graph: Graph, execution: Execution) {
    const [nodes, edges] = [nodesOf(plan, graph), edgesOf(plan, graph)];
    const properties = plan.variables.flatMap(({ name, is, at }): Slot[] => {
      if (is === 'path') return [];
      const { columns, batch } = is === 'node' ? nodes : edges;
      const place = (match: Match) => (is === 'node' ? match.nodes[at] : match.paths[at].edges[0]);
      return prefixed(columns, name).map((column, i) => ({
        column,
        make: (matches) => gather(batch.columns[i], Int32Array.from(matches, place)),
      }));
    });
    const folds = plan.derived.map((fold) => foldSlot(fold, fold.over === 'inner' ? nodes : edges, execution));
    this.slots = [...properties, ...folds];
    this.columns = this.slots.map(({ column }) => column);
  }

  batch(matches: readonly Match[]): Batch {
    return lazyBatch(matches.length, this.slots.length, (at) => this.slots[at].make(matches));
  }
}

function foldSlot(
  { name, fold, over, at, value }: GraphFold,
  { columns, batch }: Elements,
  execution: Execution,
): Slot {
  const kernel = execution.compile(value, columns);
  let read: ((row: number) => Value) | undefined;
  const make = (matches: readonly Match[]) => {
    read ??= batch.length === 0 ? () => null : valueReader(kernel.evaluate(batch, null));
    const valueAt = read;
    const results = matches.map(({ paths }): Value => {
      const values = paths[at][over === 'inner' ? 'inner' : 'edges'].map(valueAt);
      if (fold === 'all') return values.every((each) => each === true);
      if (fold === 'any') return values.some((each) => each === true);
      return values.map((each) => (value.type === 'string' ? each : convertValue(each, value.type, 'dynamic')) as Json);
    });
    return columnOf(fold === 'map' ? 'dynamic' : 'bool', results);
  };
  return { column: { name, type: fold === 'map' ? 'dynamic' : 'bool' }, make };
}
