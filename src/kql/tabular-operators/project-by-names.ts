import { bindScalar } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { literalValue } from '../plan/literals.js';
import type { OperatorBinding } from '../plan/registry.js';
import type { Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { matchesWildcard, piped, projection } from './inputs.js';

/**
 * The columns that texts and arrays of texts name, in their order; a name that no column has is passed over.
 * @see https://learn.microsoft.com/kusto/query/project-by-names-operator
 */
export const bindProjectByNames: OperatorBinding<'project-by-names'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'project-by-names', syntax.span);
  const all = input.plan.columns.map(({ name }) => name);
  const patterns = syntax.columns.flatMap((each) => patternsOf(each, scope, binder));
  const names = new Set(patterns.flatMap((pattern) => all.filter((name) => matchesWildcard(name, pattern))));
  return projection(
    input,
    [...names].map((name) => ({ name, from: name })),
    syntax.span,
  );
};

function patternsOf(expression: Expression, scope: Scope, binder: Binder): string[] {
  if (expression.is === 'call' && expression.name === 'column_names_of' && expression.arguments.length === 1)
    return binder.tabular(expression.arguments[0].value, scope).plan.columns.map(({ name }) => name);
  const bound = bindScalar(expression, null, scope, binder);
  if (bound.is !== 'literal') return raise(problems.notConstant('project-by-names', expression.span));
  const value = literalValue(bound);
  const texts = Array.isArray(value) ? value : [value];
  return texts.map((text) =>
    typeof text === 'string' ? text : raise(problems.wrongType('string', bound.type, expression.span)),
  );
}
