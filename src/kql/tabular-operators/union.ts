import { ProblemError } from '../../base/problem.js';
import type { Binder } from '../plan/binder.js';
import { FreeNames } from '../plan/naming.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { columnBuilder, constantColumn } from '../types/column.js';
import type { ColumnDeclaration } from '../types/table.js';
import { choiceParameter, matchesWildcard, wordParameter } from './inputs.js';

interface Branch {
  readonly relation: Relation;
  readonly label: string;
}

/** @see https://learn.microsoft.com/kusto/query/union-operator */
export const bindUnion: OperatorBinding<'union'> = (syntax, input, scope, binder) => {
  const kind = choiceParameter(syntax.parameters, 'kind', ['outer', 'inner'] as const, 'outer');
  const fuzzy = wordParameter(syntax.parameters, 'isfuzzy')?.word.toLowerCase() === 'true';
  const source =
    wordParameter(syntax.parameters, 'withsource')?.word ?? wordParameter(syntax.parameters, 'with_source')?.word;
  const expressions = syntax.inputs.flatMap((each) => named(each, scope, binder));
  const branches: Branch[] = input === null ? [] : [{ relation: input, label: 'union_arg0' }];
  for (const expression of expressions) {
    const branch = bindBranch(expression, branches.length, fuzzy, scope, binder);
    if (branch !== undefined) branches.push(branch);
  }
  if (branches.length === 0)
    return raise(problems.failed('KS204', 'None of the tables of this union exists.', syntax.span));
  const shape = columnsOf(
    branches.map(({ relation }) => relation),
    kind,
  );
  const labels = source === undefined ? null : branches.map(({ label }) => label);
  const columns =
    source === undefined
      ? shape.columns
      : [
          { name: new FreeNames(shape.columns.map(({ name }) => name)).take(source), type: 'string' as const },
          ...shape.columns,
        ];
  const inputs = branches.map(({ relation }) => relation.plan);
  return {
    plan: { kind: 'union', inputs, from: shape.from, labels, columns, serialized: false, span: syntax.span },
    open: branches.flatMap(({ relation }) => relation.open),
  };
};

/** The tables that a `pattern*` names. */
function named(expression: Expression, scope: Scope, binder: Binder): Expression[] {
  if (expression.is !== 'name' || expression.wildcard !== true) return [expression];
  const names = [...new Set([...scope.tabularNames(), ...binder.catalog.tableNames()])].filter((name) =>
    matchesWildcard(name, expression.name),
  );
  return names.map((name) => ({ is: 'name', name, span: expression.span }));
}

/** Binds one input; with isfuzzy a table that is not there is left out. */
function bindBranch(
  expression: Expression,
  at: number,
  fuzzy: boolean,
  scope: Scope,
  binder: Binder,
): Branch | undefined {
  try {
    const relation = binder.tabular(expression, scope);
    const table =
      expression.is === 'name' && relation.plan.kind === 'table' && scope.find(expression.name) === undefined;
    return { relation, label: table ? expression.name : `union_arg${at}` };
  } catch (error) {
    if (fuzzy && error instanceof ProblemError && ['KS204', 'KS211'].includes(error.problem.code)) return undefined;
    throw error;
  }
}

/** Columns of one name and type are one; of one name and several types they are told apart by the type. */
function columnsOf(inputs: readonly Relation[], kind: 'outer' | 'inner') {
  const types = new Map<string, Set<ColumnDeclaration['type']>>();
  for (const { plan } of inputs)
    for (const { name, type } of plan.columns) types.set(name, (types.get(name) ?? new Set()).add(type));
  const everywhere = (name: string) => inputs.every(({ plan }) => plan.columns.some((column) => column.name === name));
  const columns = [...types]
    .filter(([name]) => kind === 'outer' || everywhere(name))
    .flatMap(([name, of]) =>
      [...of].map((type) => ({ name: of.size === 1 ? name : `${name}_${type}`, type, source: name })),
    );
  const from = inputs.map(({ plan }) =>
    columns.map(({ source, type }) =>
      plan.columns.some((column) => column.name === source && column.type === type) ? source : null,
    ),
  );
  return { columns: columns.map(({ name, type }) => ({ name, type })), from };
}

/** The rows of each input in turn. */
export const runUnion: PlanRunner<'union'> = function* (plan, execution) {
  const columns = plan.labels === null ? plan.columns : plan.columns.slice(1);
  for (let i = 0; i < plan.inputs.length; i++) {
    const input = plan.inputs[i];
    const places = plan.from[i].map((name) =>
      name === null ? -1 : input.columns.findIndex((column) => column.name === name),
    );
    for (const batch of execution.run(input)) {
      const values = places.map((at, j) =>
        at < 0 ? columnBuilder(columns[j].type, batch.length).build() : batch.columns[at],
      );
      yield {
        length: batch.length,
        columns: plan.labels === null ? values : [constantColumn('string', plan.labels[i], batch.length), ...values],
      };
    }
  }
};
