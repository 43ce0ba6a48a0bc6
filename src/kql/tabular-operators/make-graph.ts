import type { Span } from '../../base/span.js';
import { isUnsettled } from '../plan/assumptions.js';
import { bindScalar, convertTo } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import type { Bound, GraphPlan, Plan, PlanOf } from '../plan/nodes.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { type Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { GroupIndex } from '../types/groups.js';
import type { ScalarType } from '../types/scalar-type.js';
import { type Batch, type ColumnDeclaration, gatherBatch } from '../types/table.js';
import { piped } from './inputs.js';

/** A table of nodes and the column of their ids. */
interface NodeTable {
  readonly relation: Relation;
  readonly id: Bound;
}

/** @see https://learn.microsoft.com/kusto/query/make-graph-operator */
export const bindMakeGraph: OperatorBinding<'make-graph'> = (syntax, given, scope, binder) => {
  const { span, partition } = syntax;
  const input = piped(given, 'make-graph', span);
  const inputs = [input, ...syntax.nodes.map(({ table }) => binder.tabular(table, scope))];
  if (partition === null) return graphOf(syntax, inputs, binder);
  const sources = inputs.map((each) => sourceOf(each, span, binder));
  const graph = graphOf(
    syntax,
    inputs.map(({ open }, i) => ({ plan: sources[i], open })),
    binder,
  );
  const body = binder.operators(partition.body, graph, scope.inner());
  if (body.graph !== undefined || body.plan.kind === 'results')
    raise(problems.unsupported('make-graph partitioned-by', span, 'its subquery must give one table'));
  const keys = inputs.map((each) => columnOf(partition.by, each, binder));
  return {
    plan: {
      kind: 'partitioned-graph',
      tables: inputs.map(({ plan }, i) => ({
        plan,
        by: ofType(keys[i], keys[0].type, 'make-graph with partitions of several types', binder),
        source: sources[i],
      })),
      body: body.plan,
      columns: body.plan.columns,
      serialized: false,
      span,
    },
    open: body.open,
  };
};

function sourceOf({ plan }: Relation, span: Span, binder: Binder): PlanOf<'input'> {
  return { kind: 'input', id: binder.freshId(), columns: plan.columns, serialized: false, span };
}

/** The graph of edges, the first of the tables, and nodes, the others. */
function graphOf(
  syntax: Parameters<typeof bindMakeGraph>[0],
  [edges, ...others]: readonly Relation[],
  binder: Binder,
): Relation {
  const { span, nodeId } = syntax;
  const source = columnOf(syntax.source, edges, binder);
  const sameType = (id: Bound) => ofType(id, source.type, 'make-graph with ids of several types', binder);
  const target = sameType(columnOf(syntax.target, edges, binder));
  if (source.type === 'dynamic') raise(problems.unsupported('make-graph with dynamic ids', source.span));
  const tables = others.map((relation, i): NodeTable => {
    const id = sameType(columnOf(syntax.nodes[i].id, relation, binder));
    return { relation, id };
  });
  const ids = nodeId === null ? idsOf(tables) : [nodeId];
  const columns = nodeId === null ? nodeColumns(tables, span) : [{ name: nodeId, type: source.type }];
  const plan: GraphPlan = {
    is: 'made',
    edges: edges.plan,
    source,
    target,
    tables: tables.map(({ relation, id }) => ({ plan: relation.plan, id })),
    columns,
    ids,
    span,
  };
  const open = [...new Set(tables.flatMap(({ relation }) => relation.open))];
  return graphRelation(plan, edges, open, span);
}

/** What is known of a graph while operators on it are bound. */
export function graphRelation(plan: GraphPlan, edges: Relation, open: readonly string[], span: Span): Relation {
  const node: Plan = { kind: 'graph', graph: plan, columns: [], serialized: false, span };
  return { plan: node, open: [], graph: { plan, nodes: { plan: { ...node, columns: plan.columns }, open }, edges } };
}

/** The graph that a graph operator works on. */
export function graphBefore(input: Relation | null, operator: string, span: Span): NonNullable<Relation['graph']> {
  const found = input?.graph;
  return found ?? raise(problems.failed('TT-GRAPH', `'${operator}' needs a graph before it: use make-graph.`, span));
}

function columnOf(name: Expression, input: Relation, binder: Binder): Bound {
  if (name.is !== 'name') return raise(problems.failed('KS109', 'Expected the name of a column.', name.span));
  return bindScalar(name, input, Scope.root(), binder);
}

function ofType(id: Bound, type: ScalarType, refusal: string, binder: Binder): Bound {
  if (id.type !== type && !isUnsettled(id)) raise(problems.unsupported(refusal, id.span));
  return convertTo(id, type, binder);
}

function idsOf(tables: readonly NodeTable[]): string[] {
  return [...new Set(tables.flatMap(({ id }) => (id.is === 'column' ? [id.name] : [])))];
}

/** The columns of all tables of nodes. */
function nodeColumns(tables: readonly NodeTable[], span: Span): ColumnDeclaration[] {
  const columns = new Map<string, ColumnDeclaration>();
  for (const column of tables.flatMap(({ relation }) => relation.plan.columns)) {
    const known = columns.get(column.name);
    if (known !== undefined && known.type !== column.type)
      raise(problems.unsupported('make-graph with properties of several types', span, `'${column.name}' is one such`));
    if (known === undefined) columns.set(column.name, column);
  }
  return [...columns.values()];
}

/** Makes a graph for each key that edges or nodes have. */
export const runPartitionedGraph: PlanRunner<'partitioned-graph'> = function* (plan, execution) {
  const groups = new GroupIndex([plan.tables[0].by.type]);
  const parts = plan.tables.map((input) => {
    const rows = execution.collect(input.plan);
    const key = execution.compile(input.by, input.plan.columns).evaluate(rows, null);
    return { rows, id: input.source.id, ids: groups.assign([key], rows.length) };
  });
  for (let group = 0; group < groups.size; group++) {
    let run: () => Batch = () => execution.collect(plan.body);
    for (const { rows, id, ids } of parts) {
      const members = Int32Array.from(rows.length === 0 ? [] : ids.keys()).filter((row) => ids[row] === group);
      const inner = run;
      run = () => execution.withInput(id, gatherBatch(rows, members), inner);
    }
    const result = run();
    if (result.length > 0) yield result;
  }
};
