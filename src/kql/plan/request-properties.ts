import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Statement } from '../syntax/nodes.js';
import { literalOf, literalValue } from './literals.js';
import type { Bound, Plan } from './nodes.js';
import type { Definition, Scope } from './scope.js';

/** The properties that change what a query answers, and that are not followed here; others concern only how the service works. */
const refused: ReadonlySet<string> = new Set([
  'query_cursor_after_default',
  'query_cursor_before_or_at_default',
  'query_cursor_current',
  'query_cursor_scoped_tables',
  'query_datetimescope_column',
  'query_datetimescope_from',
  'query_datetimescope_to',
  'query_now',
  'query_results_apply_getschema',
]);

/** The property that limits how many records a query gives. */
const mostRecords = 'query_take_max_records';

/** Notes the request property of a `set` statement. @see https://learn.microsoft.com/kusto/query/set-statement */
export function setProperty(
  { name, span }: Extract<Statement, { is: 'set' }>,
  value: Bound | undefined,
  scope: Scope,
): void {
  if (refused.has(name)) raise(problems.unsupported(`set ${name}`, span));
  if (name === mostRecords && (value?.is !== 'literal' || value.type !== 'long'))
    raise(problems.notConstant(name, span));
  scope.setOption(name, value ?? literalOf(true, 'bool', span));
}

/** Whether a property that is a flag is on. */
export function isSet(name: string, scope: Scope): boolean {
  const value = scope.option(name);
  return value?.is === 'literal' && literalValue(value) === true;
}

/** What an expression gives as the request properties set before it want it. */
export function withProperties<Given extends Definition>(given: Given, scope: Scope): Given {
  const count = scope.option(mostRecords);
  if (count === undefined || given.is !== 'tabular') return given;
  const limited = (plan: Plan): Plan =>
    plan.kind === 'results'
      ? { ...plan, branches: plan.branches.map((branch) => ({ ...branch, plan: limited(branch.plan) })) }
      : { kind: 'take', input: plan, count, columns: plan.columns, serialized: plan.serialized, span: count.span };
  return { ...given, relation: { ...given.relation, plan: limited(given.relation.plan) } };
}
