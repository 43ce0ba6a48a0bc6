import type { Execution } from '../plan/execution.js';
import type { GraphPlan } from '../plan/nodes.js';
import { raise, unsupported } from '../problems.js';
import { type Column, columnOf, isNullAt, valueReader } from '../types/column.js';
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
    for (let row = 0; row < rows.length; row++)
      if (isNullAt(column, row)) raise(unsupported('make-graph with a null id', plan.span));
    return index.assign([column], rows.length);
  };
  const tables = plan.tables.map((table): NodeRows => {
    const rows = execution.collect(table.plan);
    const { columns } = table.plan;
    return { rows, columns, nodes: numbered(table.id, columns, rows) };
  });
  const described = index.size;
  const edges = execution.collect(plan.edges);
  const source = numbered(plan.source, plan.edges.columns, edges);
  const target = numbered(plan.target, plan.edges.columns, edges);
  if (index.size > described && plan.ids.length > 1)
    raise(unsupported('make-graph with several names for the id', plan.span, 'some nodes are in no table'));
  const [ids] = index.keyColumns();
  const nodes = lazyBatch(index.size, plan.columns.length, (at) => {
    const { name, type } = plan.columns[at];
    return plan.ids.length === 1 && plan.ids[0] === name
      ? ids
      : columnOf(type, merged(plan.columns[at], tables, index.size));
  });
  return { nodes, edges, ids, source, target };
}

/** A property of every node: the first value that its rows have. */
function merged({ name, type }: ColumnDeclaration, tables: readonly NodeRows[], count: number): Value[] {
  const nothing = type === 'string' ? '' : null;
  const values = new Array<Value>(count).fill(nothing);
  for (const { rows, columns, nodes } of tables) {
    const at = columns.findIndex((column) => column.name === name);
    if (at < 0) continue;
    const read = valueReader(rows.columns[at]);
    for (let row = 0; row < rows.length; row++) if (values[nodes[row]] === nothing) values[nodes[row]] = read(row);
  }
  return values;
}
