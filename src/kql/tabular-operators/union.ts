import { ProblemError } from '../../base/problem.js';
import type { Span } from '../../base/span.js';
import { Unsettled } from '../plan/assumptions.js';
import type { Binder } from '../plan/binder.js';
import { FreeNames } from '../plan/naming.js';
import { commonType } from '../plan/overloads.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { isSet } from '../plan/request-properties.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { columnBuilder, constantColumn } from '../types/column.js';
import { type ColumnDeclaration, lazyBatch } from '../types/table.js';
import { choiceParameter, matchesWildcard, wordParameter } from './inputs.js';

/** One input of `union`, `search` or `find`, with what its rows say of where they come from. */
export interface Branch {
  readonly relation: Relation;
  /** Undefined where we do not know what the engine calls it. */
  readonly label: string | undefined;
}

/** @see https://learn.microsoft.com/kusto/query/union-operator */
export const bindUnion: OperatorBinding<'union'> = (syntax, input, scope, binder) => {
  const kind = choiceParameter(syntax.parameters, 'kind', ['outer', 'inner'] as const, 'outer');
  const fuzzy =
    wordParameter(syntax.parameters, 'isfuzzy')?.word.toLowerCase() === 'true' || isSet('best_effort', scope);
  const source =
    wordParameter(syntax.parameters, 'withsource')?.word ?? wordParameter(syntax.parameters, 'with_source')?.word;
  const first = input === null ? [] : [pipedBranch(input, 'union_arg0')];
  const branches = [
    ...first,
    ...bindBranches(syntax.inputs, { prefix: 'union_arg', from: first.length, fuzzy }, scope, binder),
  ];
  return unite(branches, kind, source ?? null, syntax.span, binder);
};

/** How the inputs of a list of tables are bound: `fuzzy` leaves out what is not there; one without a name is called `prefix` and its place. */
interface Listing {
  readonly prefix: string | undefined;
  readonly from: number;
  readonly fuzzy: boolean;
}

/** Binds a list of tables, in which a `pattern*` is all the tables and views that it names. */
export function bindBranches(
  expressions: readonly Expression[],
  listing: Listing,
  scope: Scope,
  binder: Binder,
): Branch[] {
  const branches: Branch[] = [];
  let broken: unknown;
  for (const expression of expressions.flatMap((each) => named(each, scope, binder))) {
    let relation: Relation | undefined;
    try {
      relation = bindBranch(expression, listing.fuzzy, scope, binder);
    } catch (error) {
      if (!(error instanceof Unsettled || error instanceof ProblemError)) throw error;
      // The other branches are bound all the same: what they ask of open tables is then known to the next round.
      broken ??= error;
    }
    if (relation === undefined) continue;
    const place = listing.prefix && `${listing.prefix}${listing.from + branches.length}`;
    const label = labelOf(expression, relation, scope, place);
    branches.push({ relation, label });
  }
  if (broken !== undefined) throw broken;
  return branches;
}

/** What is piped in: a table goes by its own name. */
export function pipedBranch(relation: Relation, place: string): Branch {
  const { plan, label } = relation;
  return { relation, label: label ?? (plan.kind === 'table' ? plan.name : place) };
}

/** All tables that there are, for `search` and `find` without a list. */
export function everyTable(span: Span): Expression {
  return { is: 'name', name: '*', wildcard: true, span };
}

/** The rows of all branches; `source` names the column that says where each comes from. */
export function unite(
  branches: readonly Branch[],
  kind: 'outer' | 'inner',
  source: string | null,
  span: Span,
  binder: Binder,
): Relation {
  if (branches.length === 0) return raise(problems.failed('KS204', 'None of these tables exists.', span));
  const shape = columnsOf(
    branches.map(({ relation }) => relation),
    kind,
    binder,
  );
  const taken = new FreeNames(shape.columns.map(({ name }) => name));
  const sourceColumn = source === null ? [] : [{ name: taken.take(source), type: 'string' as const }];
  const labels =
    source === null
      ? null
      : branches.map(
          ({ label }) =>
            label ?? raise(problems.unsupported('the source name of an expression or qualified table', span)),
        );
  return {
    plan: {
      kind: 'union',
      inputs: branches.map(({ relation }) => relation.plan),
      from: shape.from,
      labels,
      columns: [...sourceColumn, ...shape.columns],
      serialized: false,
      span,
    },
    open: branches.flatMap(({ relation }) => relation.open),
  };
}

/** The tables that a `pattern*` names. */
function named(expression: Expression, scope: Scope, binder: Binder): Expression[] {
  if ((expression.is !== 'name' && expression.is !== 'member') || expression.wildcard !== true) return [expression];
  const { name: pattern, span } = expression;
  const known = expression.is === 'name' ? scope.tabularNames() : [];
  const names = [...new Set([...known, ...binder.catalog.tableNames()])].filter((name) =>
    matchesWildcard(name, pattern),
  );
  return names.map((name) =>
    expression.is === 'name' ? { is: 'name', name, span } : { is: 'member', object: expression.object, name, span },
  );
}

function bindBranch(expression: Expression, fuzzy: boolean, scope: Scope, binder: Binder): Relation | undefined {
  try {
    return binder.tabular(expression, scope);
  } catch (error) {
    if (!fuzzy || !(error instanceof ProblemError) || error.problem.kind !== 'query') throw error;
    const isMissing = expression.is === 'name' && scope.find(expression.name) === undefined;
    if (!isMissing) binder.warnings.push(problems.branchLeftOut(error.problem, expression.span));
    return undefined;
  }
}

/**
 * A view is called by its name, and so is a table, also where it goes by the name of a `let` or is all that a function
 * gives; another expression by what `as` calls it, or by its place.
 */
function labelOf(
  expression: Expression,
  relation: Relation,
  scope: Scope,
  place: string | undefined,
): string | undefined {
  if (relation.label !== undefined) return relation.label;
  if (expression.is === 'member') return undefined;
  if (expression.is !== 'name' && expression.is !== 'call') return place;
  const definition = scope.find(expression.name);
  if (expression.is === 'name' && definition?.is === 'function' && definition.function.view) return expression.name;
  return relation.plan.kind === 'table' ? relation.plan.name : place;
}

/** Columns of one name and type are one; of one name and several types they are told apart by the type. */
function columnsOf(inputs: readonly Relation[], kind: 'outer' | 'inner', binder: Binder) {
  agreeOnTypes(inputs, binder);
  const types = new Map<string, Set<ColumnDeclaration['type']>>();
  for (const { plan } of inputs)
    for (const { name, type } of plan.columns) types.set(name, (types.get(name) ?? new Set()).add(type));
  const typesIn = inputs.map(({ plan }) => new Map(plan.columns.map(({ name, type }) => [name, type])));
  const everywhere = (name: string) => typesIn.every((of) => of.has(name));
  const kept = [...types].filter(([name]) => kind === 'outer' || everywhere(name));
  const names = new FreeNames(kept.filter(([, of]) => of.size === 1).map(([name]) => name));
  const columns = kept.flatMap(([name, of]) =>
    [...of].map((type) => ({ name: of.size === 1 ? name : names.take(`${name}_${type}`), type, source: name })),
  );
  const from = typesIn.map((of) => columns.map(({ source, type }) => (of.get(source) === type ? source : null)));
  const origins = new Map(
    inputs.flatMap(({ plan }) => plan.columns.map(({ name, origin }) => [name, origin] as const)),
  );
  return {
    columns: columns.map(({ name, type, source }): ColumnDeclaration => {
      const origin = types.get(source)?.size === 1 ? origins.get(source) : undefined;
      return { name, type, ...(origin && { origin }) };
    }),
    from,
  };
}

/** A column that nobody declared takes the type that the others of its name have; where they have several, the table's own counts. */
function agreeOnTypes(inputs: readonly Relation[], { assumptions }: Binder): void {
  const named = new Map<string, ColumnDeclaration[]>();
  for (const column of inputs.flatMap(({ plan }) => plan.columns)) {
    const columns = named.get(column.name);
    if (columns === undefined) named.set(column.name, [column]);
    else columns.push(column);
  }
  for (const columns of named.values()) {
    const fixed = columns.filter(({ origin }) => origin === undefined || !assumptions.isFree(origin));
    const declared = fixed.filter(({ origin }) => origin === undefined);
    const type = commonType((declared.length > 0 ? declared : fixed).map((column) => column.type));
    if (type === undefined) continue;
    for (const column of columns)
      if (column.origin !== undefined && column.type !== type) assumptions.usedAt(column.origin, type);
  }
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
      const { length } = batch;
      const labelled = plan.labels === null ? 0 : 1;
      yield lazyBatch(length, plan.columns.length, (at) => {
        if (at < labelled) return constantColumn('string', plan.labels?.[i] ?? '', length);
        const place = places[at - labelled];
        return place < 0 ? columnBuilder(columns[at - labelled].type, length).build() : batch.columns[place];
      });
    }
  }
};
