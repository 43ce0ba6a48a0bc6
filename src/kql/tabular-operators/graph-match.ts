import { bindCondition } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import type { Bound, GraphFilter, GraphFold, GraphSearch, GraphVariable, Plan } from '../plan/nodes.js';
import type { OperatorBinding, OperatorOf, PlanRunner } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { BoolColumn } from '../types/column.js';
import { type Batch, lazyBatch } from '../types/table.js';
import { buildGraph } from './graph.js';
import { MatchColumns, masksOf } from './graph-columns.js';
import { ElementNames, elementColumn } from './graph-names.js';
import { patternItems } from './graph-output-names.js';
import { type Pattern, patternOf } from './graph-pattern.js';
import { keepShortest, type Match, searchGraph } from './graph-search.js';
import { choiceParameter } from './inputs.js';
import { graphBefore } from './make-graph.js';
import { namedItems } from './project.js';
import { columnsRead } from './scan.js';
import { trueRows } from './where.js';

/** @see https://learn.microsoft.com/kusto/query/graph-match-operator */
export const bindGraphMatch: OperatorBinding<'graph-match'> = (syntax, given, scope, binder) => {
  const { parameters, span } = syntax;
  const cycles = choiceParameter(parameters, 'cycles', ['all', 'none', 'unique_edges'] as const, 'unique_edges');
  const pattern = patternOf(syntax.patterns, scope, binder);
  if (cycles === 'none' && pattern.ring === 'mixed')
    raise(problems.unsupported('graph-match cycles=none of a cycle of other than edges of one length', span));
  return bindSearch(syntax, pattern, { cycles, paths: 'all' }, given, scope, binder);
};

/** Binds the clauses of an operator that looks for a pattern. */
export function bindSearch(
  syntax: OperatorOf<'graph-match' | 'graph-shortest-paths'>,
  pattern: Pattern,
  options: Pick<GraphSearch, 'cycles' | 'paths'>,
  given: Relation | null,
  scope: Scope,
  binder: Binder,
): Relation {
  const { span } = syntax;
  const graph = graphBefore(given, syntax.is, span);
  if (syntax.project === null) return raise(problems.unsupported(`${syntax.is} without project`, span));
  const { nodeCount, edges, variables } = pattern;
  const names = new ElementNames(variables, graph, scope, binder);
  const nothing: Plan = { kind: 'graph', graph: graph.plan, columns: [], serialized: false, span };
  const rows = { plan: nothing, open: [], pattern: names };
  const predicate = syntax.where && bindCondition(syntax.where, rows, scope, binder);
  const sorted =
    predicate === null ? { filters: [], conditions: [] } : sortConditions(predicate, variables, names.folds);
  names.projecting = true;
  const assignments = namedItems(patternItems(syntax.project, rows, scope, binder));
  for (const { value } of assignments)
    names.checkProjected(value, columnsRead(value.is === 'output' ? value.value : value));
  return {
    plan: {
      kind: 'graph-match',
      graph: graph.plan,
      nodeCount,
      edges,
      variables,
      ...sorted,
      derived: names.folds,
      assignments,
      ...options,
      columns: assignments.map(({ name, value }) => ({ name, type: value.type })),
      serialized: false,
      span,
    },
    open: [],
  };
}

/** Parts a predicate into conditions on one element, which the search applies as it goes, and the others. */
function sortConditions(
  predicate: Bound,
  variables: readonly GraphVariable[],
  folds: readonly GraphFold[],
): Pick<GraphSearch, 'filters' | 'conditions'> {
  const filters: GraphFilter[] = [];
  const conditions: Bound[] = [];
  for (const condition of conjuncts(predicate)) {
    const read = columnsRead(condition);
    const fold = condition.is === 'column' ? folds.find(({ name }) => name === condition.name) : undefined;
    const [variable, ...others] = variables.filter(({ name }) =>
      read.some((column) => column.startsWith(elementColumn(name, ''))),
    );
    const withFolds = folds.some(({ name }) => read.includes(name));
    if (fold?.fold === 'all') filters.push({ of: fold.over, at: fold.at, element: null, predicate: fold.value });
    else if (variable !== undefined && others.length === 0 && !withFolds)
      filters.push({
        of: variable.is === 'node' ? 'node' : 'edge',
        at: variable.at,
        element: variable.name,
        predicate: condition,
      });
    else if ([variable, ...others].some((each) => each?.is === 'path'))
      raise(problems.unsupported('a condition over an edge of variable length and others', condition.span));
    else conditions.push(condition);
  }
  return { filters, conditions };
}

function conjuncts(predicate: Bound): Bound[] {
  return predicate.is === 'call' && predicate.function === 'and' ? predicate.arguments.flatMap(conjuncts) : [predicate];
}

/** Gives a row for each match. */
export const runGraphMatch: PlanRunner<'graph-match'> = function* (plan, execution) {
  const graph = buildGraph(plan.graph, execution);
  const elements = new MatchColumns(plan, graph, execution);
  const conditions = plan.conditions.map((condition) => execution.compile(condition, elements.columns));
  const kernels = plan.assignments.map(({ value }) => execution.compile(value, elements.columns));
  const results: Batch[] = [];
  const kept: Match[] = [];
  const project = (matches: readonly Match[]): void => {
    if (matches.length === 0) return;
    const batch = elements.batch(matches);
    results.push(lazyBatch(batch.length, kernels.length, (at) => kernels[at].evaluate(batch, null)));
  };
  const take = (found: readonly Match[]): void => {
    execution.spend(found.length);
    let matches = found;
    for (const condition of conditions) {
      const rows = trueRows(condition.evaluate(elements.batch(matches), null) as BoolColumn, matches.length);
      matches = Array.from(rows, (row) => matches[row]);
    }
    if (plan.paths === 'all') project(matches);
    else for (const match of matches) kept.push(match);
  };
  searchGraph(plan, graph, masksOf(plan, graph, execution), execution.batchSize, take);
  project(keepShortest(kept, plan));
  yield* results;
};
