import type { Execution } from '../plan/execution.js';
import type { GraphPlan } from '../plan/nodes.js';
import { type Column, columnOf, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import { type Batch, type ColumnDeclaration, lazyBatch } from '../types/table.js';
import type { Value } from '../types/value.js';
import { componentsOf } from './graph-components.js';

/** A graph in memory: nodes and edges are numbered, and each is a row of its batch. */
export interface Graph {
  readonly nodes: Batch;
  readonly edges: Batch;
  /** The id of each node. */
  readonly ids: Column;
  /** The node that each edge leads from, and to. */
  readonly source: Int32Array;
  readonly target: Int32Array;
}

/** Makes the graph of a plan. */
export function buildGraph(plan: GraphPlan, execution: Execution): Graph {
  if (plan.is === 'made') return made(plan, execution);
  const graph = buildGraph(plan.graph, execution);
  const components = componentsOf(graph, plan.components);
  const marks = columnOf('long', Array.from(components, BigInt));
  const { length, columns } = graph.nodes;
  const width = plan.columns.length;
  return { ...graph, nodes: lazyBatch(length, width, (at) => (at === width - 1 ? marks : columns[at])) };
}

type Made = Extract<GraphPlan, { is: 'made' }>;

/** A table of nodes: its rows, and which node each is. */
interface NodeRows {
  readonly rows: Batch;
  readonly columns: readonly ColumnDeclaration[];
  readonly nodes: Int32Array;
}

function made(plan: Made, execution: Execution): Graph {
  const index = new GroupIndex([plan.source.type]);
  const numbered = (id: Made['source'], columns: readonly ColumnDeclaration[], rows: Batch): Int32Array => {
    const column = execution.compile(id, columns).evaluate(rows, null);
    return index.assign([column], rows.length);
  };
  const tables = plan.tables.map((table): NodeRows => {
    const rows = execution.collect(table.plan);
    const { columns } = table.plan;
    return { rows, columns, nodes: numbered(table.id, columns, rows) };
  });
  const edges = execution.collect(plan.edges);
  const source = numbered(plan.source, plan.edges.columns, edges);
  const target = numbered(plan.target, plan.edges.columns, edges);
  const [ids] = index.keyColumns();
  const firsts = firstRows(tables);
  const nodes = lazyBatch(index.size, plan.columns.length, (at) => {
    const { name, type } = plan.columns[at];
    const absent = plan.ids.includes(name) ? valueReader(ids) : () => (type === 'string' ? '' : null);
    return columnOf(type, valuesOf(plan.columns[at], tables, firsts, index.size, absent));
  });
  return { nodes, edges, ids, source, target };
}

/** Where a node is described: a table and its row. */
type Place = readonly [table: NodeRows, row: number];

/** What describes each node: the first row that there is, whole. The engine takes one, and does not promise which. */
function firstRows(tables: readonly NodeRows[]): Place[] {
  const firsts: Place[] = [];
  for (const table of tables)
    for (let row = 0; row < table.rows.length; row++) firsts[table.nodes[row]] ??= [table, row];
  return firsts;
}

/** A property of every node; `absent` is that of a node that no table describes. */
function valuesOf(
  { name, type }: ColumnDeclaration,
  tables: readonly NodeRows[],
  firsts: readonly (Place | undefined)[],
  count: number,
  absent: (node: number) => Value,
): Value[] {
  const readers = new Map(
    tables.map((table) => {
      const at = table.columns.findIndex((column) => column.name === name);
      return [table, at < 0 ? () => (type === 'string' ? '' : null) : valueReader(table.rows.columns[at])];
    }),
  );
  return Array.from({ length: count }, (_, node) => {
    const first = firsts[node];
    return first === undefined ? absent(node) : (readers.get(first[0]) as (row: number) => Value)(first[1]);
  });
}
