import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Argument, Expression } from '../syntax/nodes.js';
import type { Invocation } from './bind-function.js';
import type { Scope } from './scope.js';

/**
 * The call of a pattern, `p("x")` or `p("x").y`, as a call of the body that these texts stand for; undefined for any other expression.
 * @see https://learn.microsoft.com/kusto/query/pattern-statement
 */
export function patternCall(expression: Expression, scope: Scope): Invocation | undefined {
  const call = expression.is === 'member' ? expression.object : expression;
  const pattern = call.is === 'call' ? scope.findPattern(call.name) : undefined;
  if (call.is !== 'call' || pattern === undefined) return undefined;
  const { span } = expression;
  const path: Argument[] =
    expression.is === 'member' ? [{ value: { is: 'literal', type: 'string', value: expression.name, span } }] : [];
  const given = [...call.arguments, ...path];
  const texts = given.map(({ value }) =>
    value.is === 'literal' ? String(value.value) : raise(problems.notConstant(call.name, value.span)),
  );
  const match = pattern.syntax.matches.find(({ values, path: last }) => {
    const wanted = last === null ? values : [...values, last];
    return wanted.length === texts.length && wanted.every((text, i) => text === texts[i]);
  });
  if (match === undefined)
    return raise(problems.failed('TT-PATTERN', `The pattern '${call.name}' has no case for these texts.`, span));
  const definition = { is: 'function', function: match.body, scope: pattern.scope } as const;
  return { name: call.name, definition, given, piped: null, span };
}
