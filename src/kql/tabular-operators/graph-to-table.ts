import { apply } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import type { Bound, GraphPlan, Plan } from '../plan/nodes.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import type { Relation } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { GraphOutput } from '../syntax/nodes.js';
import { gather } from '../types/column.js';
import type { ColumnDeclaration } from '../types/table.js';
import { shared } from './fork.js';
import { buildGraph } from './graph.js';
import { wordParameter } from './inputs.js';
import { graphBefore } from './make-graph.js';

/** The parameter behind each hash. */
const hashes = { node: 'with_node_id', source: 'with_source_id', target: 'with_target_id' } as const;

/** @see https://learn.microsoft.com/kusto/query/graph-to-table-operator */
export const bindGraphToTable: OperatorBinding<'graph-to-table'> = (syntax, given, _scope, binder) => {
  const { outputs, span } = syntax;
  const graph = graphBefore(given, 'graph-to-table', span);
  const tables = outputs.map((output) => tableOf(output, graph, binder));
  const [first] = tables;
  if (tables.length === 1) return outputs[0].as === null ? first : { ...first, label: outputs[0].as };
  const branches = tables.map((table, i) => ({
    name: outputs[i].as ?? outputs[i].of,
    plan: shared(table, binder.freshId()).plan,
  }));
  const { columns, serialized } = first.plan;
  return { plan: { kind: 'results', branches, columns, serialized, span }, open: [], named: true };
};

function tableOf(output: GraphOutput, graph: NonNullable<Relation['graph']>, binder: Binder): Relation {
  const { of, parameters, span } = output;
  const { columns } = of === 'nodes' ? graph.nodes.plan : graph.edges.plan;
  if (columns.length === 0) raise(problems.unsupported('graph-to-table of nodes without properties', span));
  const wanted = (of === 'nodes' ? ['node'] : ['source', 'target']) as (keyof typeof hashes)[];
  const named = wanted.flatMap((hash) => {
    const name = wordParameter(parameters, hashes[hash])?.word;
    return name === undefined ? [] : [{ hash, name }];
  });
  const all: ColumnDeclaration[] = [...named.map(({ name }) => ({ name, type: 'long' as const })), ...columns];
  const twice = all.find(({ name }, i) => all.findIndex((column) => column.name === name) !== i);
  if (twice !== undefined) raise(problems.duplicateColumn(twice.name, span));
  const { source } = madeFrom(graph.plan);
  if (named.length > 0 && source.type !== 'string')
    raise(problems.unsupported('graph-to-table with hashes of ids', span, 'the ids are no strings'));
  const id: Bound = { is: 'column', name: 'id', type: source.type, span };
  const plan: Plan = {
    kind: 'graph-to-table',
    graph: graph.plan,
    of,
    hashes: named.map(({ hash }) => hash),
    hash: named.length === 0 ? id : apply('hash', [id], span, binder),
    columns: all,
    serialized: false,
    span,
  };
  return { plan, open: of === 'nodes' ? graph.nodes.open : graph.edges.open };
}

function madeFrom(plan: GraphPlan): Extract<GraphPlan, { is: 'made' }> {
  return plan.is === 'made' ? plan : madeFrom(plan.graph);
}

/** Gives the properties of nodes or edges, behind the hashes of ids that were asked for. */
export const runGraphToTable: PlanRunner<'graph-to-table'> = function* (plan, execution) {
  const graph = buildGraph(plan.graph, execution);
  const { length, columns } = plan.of === 'nodes' ? graph.nodes : graph.edges;
  if (length === 0) return;
  const ids = graph.ids;
  const hashed = () =>
    execution
      .compile(plan.hash, [{ name: 'id', type: ids.type }])
      .evaluate({ length: graph.nodes.length, columns: [ids] }, null);
  const hash = plan.hashes.length === 0 ? ids : hashed();
  const front = plan.hashes.map((each) => (each === 'node' ? hash : gather(hash, graph[each])));
  yield { length, columns: [...front, ...columns] };
};
