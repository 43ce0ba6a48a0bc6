import { invariant } from '../../base/invariant.js';
import type { Span } from '../../base/span.js';
import { isUnsettled } from '../plan/assumptions.js';
import { bindOutputs } from '../plan/bind-outputs.js';
import { bindScalar } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { impliedName } from '../plan/naming.js';
import type { Assignment, Bound, Plan } from '../plan/nodes.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression, Ordered, Parameters } from '../syntax/nodes.js';
import type { ColumnDeclaration } from '../types/table.js';

/*
 * What several tabular operators need when they bind.
 */

/** The table an operator works on; one that begins a pipeline has none. */
export function piped(input: Relation | null, operator: string, span: Span): Relation {
  return input ?? raise(problems.failed('KS005', `'${operator}' needs a table before it.`, span));
}

/** The columns of a table in the order given, under the names given. */
export function projection(
  input: Relation,
  columns: readonly { readonly name: string; readonly from: string }[],
  span: Span,
  open: readonly string[] = [],
): Relation {
  const known = new Map(input.plan.columns.map((column) => [column.name, column]));
  const assignments = columns.map(({ name, from }): Assignment => {
    const column = known.get(from);
    invariant(column !== undefined, `column '${from}' was looked up before`);
    return { name, value: { is: 'column', span, ...column } };
  });
  return projected(input, assignments, span, open);
}

/** The column that an assignment makes; one of an open source stays what it is under another name. */
export function declaredBy(name: string, value: Bound): ColumnDeclaration {
  return { name, type: value.type, ...(isUnsettled(value) && { origin: value.origin }) };
}

/** A project node; it keeps the order of rows. */
export function projected(
  input: Relation,
  assignments: readonly Assignment[],
  span: Span,
  open: readonly string[],
): Relation {
  const columns = assignments.map(({ name, value }) => declaredBy(name, value));
  const { plan, values } = onceForAll(input.plan, assignments, span);
  return {
    plan: { kind: 'project', input: plan, assignments: values, columns, serialized: input.plan.serialized, span },
    open,
  };
}

/** Puts a call, several of whose results are columns, in a project node of its own before: it is computed once. */
function onceForAll(input: Plan, assignments: readonly Assignment[], span: Span) {
  const calls = [...new Set(assignments.flatMap(({ value }) => (value.is === 'output' ? [value.value] : [])))];
  if (calls.length === 0) return { plan: input, values: assignments };
  const hidden = calls.map((value, i): Assignment => ({ name: `$results${i}`, value }));
  const kept = input.columns.map(({ name, type }): Assignment => ({ name, value: { is: 'column', name, type, span } }));
  const columns = [...input.columns, ...hidden.map(({ name }): ColumnDeclaration => ({ name, type: 'dynamic' }))];
  const { serialized } = input;
  const plan: Plan = { kind: 'project', input, assignments: [...kept, ...hidden], columns, serialized, span };
  const values = assignments.map(({ name, value }): Assignment => {
    if (value.is !== 'output') return { name, value };
    const column: Bound = { is: 'column', name: `$results${calls.indexOf(value.value)}`, type: 'dynamic', span };
    return { name, value: { ...value, value: column } };
  });
  return { plan, values };
}

/** A column that an operator names: it must be there, or its source be open. */
export function columnNameOf(expression: Expression, input: Relation, binder: Binder): string {
  if (expression.is !== 'name')
    return raise(problems.failed('KS109', 'Expected the name of a column.', expression.span));
  if (!input.plan.columns.some((column) => column.name === expression.name)) {
    if (input.open.length === 0) raise(problems.unknownName(expression.name, expression.span));
    binder.assumptions.assume(input.open[0], expression.name, expression.span);
  }
  return expression.name;
}

/** The columns that a name or a `pattern*` means, in the table's order. */
export function columnsMatching(expression: Expression, input: Relation, binder: Binder): string[] {
  if (expression.is === 'star') return input.plan.columns.map((column) => column.name);
  if (expression.is === 'name' && expression.wildcard)
    return input.plan.columns
      .filter((column) => matchesWildcard(column.name, expression.name))
      .map((column) => column.name);
  const name = columnNameOf(expression, input, binder);
  return input.plan.columns.some((column) => column.name === name) ? [name] : [];
}

/** Whether a name fits a pattern whose `*` stands for anything. */
export function matchesWildcard(name: string, pattern: string): boolean {
  const parts = pattern.split('*');
  if (!name.startsWith(parts[0])) return false;
  let at = parts[0].length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = parts[parts.length - 1];
  return parts.length === 1 ? name === pattern : name.length - at >= last.length && name.endsWith(last);
}

/** One entry of a column list: the name it asks for (undefined when the engine numbers it) and its value. */
export interface ColumnItem {
  readonly name: string | undefined;
  /** Whether the query gave the name itself. */
  readonly declared: boolean;
  readonly value: Bound;
  readonly span: Span;
}

/**
 * Binds the entries of `extend`, `project`, `print`, `by` ...: `name = x`, or `x` under the name it implies. A call of several results is
 * several entries; where the query names some of them, `unnamed` says what becomes of the others.
 */
export function columnItems(
  expressions: readonly Expression[],
  rows: Relation | null,
  scope: Scope,
  binder: Binder,
  unnamed: 'drop' | 'keep' = 'drop',
): ColumnItem[] {
  return expressions.flatMap((expression): ColumnItem[] => {
    const { span } = expression;
    if (expression.is === 'named') return namedColumns(expression, rows, scope, binder, unnamed);
    const outputs = bindOutputs(expression, rows, scope, binder);
    if (outputs !== undefined) return outputs.map((output) => ({ ...output, declared: false, span }));
    const value = bindScalar(expression, rows, scope, binder);
    const name = impliedName(expression, binder.registry, { bound: value });
    return [{ name, declared: isNamed(expression, name, binder), value, span }];
  });
}

/** Whether an entry is a name, or a column that `column_ifexists` finds, which is as if it was named. */
function isNamed(expression: Expression, name: string | undefined, { registry }: Binder): boolean {
  if (expression.is !== 'call') return expression.is === 'name';
  return name !== undefined && registry.functions.get(expression.name)?.naming === 'found-column';
}

function namedColumns(
  { names, value, span }: Extract<Expression, { is: 'named' }>,
  rows: Relation | null,
  scope: Scope,
  binder: Binder,
  unnamed: 'drop' | 'keep',
): ColumnItem[] {
  const outputs = bindOutputs(value, rows, scope, binder);
  const results = outputs ?? [{ name: undefined, value: bindScalar(value, rows, scope, binder) }];
  if (names.length > results.length) {
    raise(
      outputs === undefined
        ? problems.failed('KS149', 'The expression gives one value, not several.', span)
        : problems.failed('KS150', 'There are more names than results.', names[results.length].span),
    );
  }
  const named = names.map((each, i) => ({ ...each, declared: true, value: results[i].value }));
  const others = unnamed === 'keep' ? results.slice(names.length) : [];
  return [...named, ...others.map((each) => ({ ...each, declared: false, span }))];
}

/** A parameter of an operator (`kind=inner`) that is a word. */
export function wordParameter(
  parameters: Parameters,
  name: string,
): { readonly word: string; readonly span: Span } | undefined {
  const found = parameters.find((each) => each.name === name);
  if (found === undefined) return undefined;
  const { value } = found;
  if (value.is === 'name') return { word: value.name, span: value.span };
  if (value.is === 'literal') return { word: String(value.value), span: value.span };
  return raise(problems.failed('KS005', `Expected a word for '${name}'.`, found.span));
}

/** A word out of a closed list; the default when it is not given. */
export function choiceParameter<Choice extends string>(
  parameters: Parameters,
  name: string,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  const given = wordParameter(parameters, name);
  if (given === undefined) return fallback;
  const found = choices.find((choice) => choice === given.word);
  return found ?? raise(problems.unknownOption(name, given.word, choices, given.span));
}

/** Binds the keys of `sort` and `top`: descending unless said, and nulls are the smallest. */
export function sortKeys(by: readonly Ordered[], input: Relation, scope: Scope, binder: Binder) {
  return by.map(({ value, direction, nulls, span }) => {
    const bound = bindScalar(value, input, scope, binder);
    if (bound.type === 'dynamic')
      raise(problems.failed('KS116', 'Rows cannot be sorted by a dynamic value: convert it first.', span));
    const descending = isDescending(direction, span);
    return { value: bound, descending, nullsFirst: nulls === undefined ? !descending : nulls === 'first' };
  });
}

/** Whether values go down: they do unless said; the order of names with numbers is none of values. */
export function isDescending(direction: Ordered['direction'], span: Span): boolean {
  if (direction?.startsWith('granny')) raise(problems.unsupported(`${direction} of values`, span));
  return direction !== 'asc';
}

/** A count of rows: a whole number that is the same for every row. */
export function rowCount(expression: Expression, scope: Scope, binder: Binder): Bound {
  const bound = bindScalar(expression, null, scope, binder);
  if (bound.type !== 'long' && bound.type !== 'int') raise(problems.wrongType('long', bound.type, bound.span));
  return bound;
}

/** The same table node with its rows' order declared. */
export function withOrder(plan: Plan, serialized: boolean): Plan {
  return { ...plan, serialized };
}
