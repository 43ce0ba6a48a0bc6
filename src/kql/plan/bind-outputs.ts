import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import type { ColumnDeclaration } from '../types/table.js';
import { bindCall } from './bind-scalar.js';
import type { Binder } from './binder.js';
import { literalValue } from './literals.js';
import { impliedName } from './naming.js';
import type { Bound, OutputOfCall } from './nodes.js';
import type { Relation, Scope } from './scope.js';

/** A result of a call of several, with the name that it gives its column. */
export interface NamedOutput {
  readonly name: string;
  readonly value: OutputOfCall;
}

/** Binds a call that gives several results; undefined for any other expression. */
export function bindOutputs(
  expression: Expression,
  rows: Relation | null,
  scope: Scope,
  binder: Binder,
): NamedOutput[] | undefined {
  if (expression.is !== 'call' || binder.registry.functions.get(expression.name)?.outputs === undefined)
    return undefined;
  const value = bindCall(expression, rows, scope, binder);
  const names = expression.arguments.map((each) => impliedName(each.value, binder.registry) ?? '');
  const outputs = outputsOf(value, names, binder);
  return outputs?.map(({ name, type }, at) => ({ name, value: { is: 'output', value, at, type, span: value.span } }));
}

/** The results of a call of several; undefined for any other expression. */
function outputsOf(bound: Bound, columns: readonly string[], binder: Binder): readonly ColumnDeclaration[] | undefined {
  if (bound.is !== 'call') return undefined;
  const outputs = binder.registry.functions.get(bound.function)?.outputs?.({
    columns,
    types: bound.arguments.map((each) => each.type),
    constants: bound.arguments.map((each) => (each.is === 'literal' ? literalValue(each) : undefined)),
  });
  return outputs === undefined || outputs.length === 1 ? undefined : outputs;
}

/** What was bound where one value is expected: several results have no place there. */
export function single(bound: Bound, binder: Binder): Bound {
  if (bound.is === 'call' && outputsOf(bound, [], binder) !== undefined)
    raise(problems.unsupported(bound.function, bound.span, 'its several results inside an expression'));
  return bound;
}

/** `f(x)[1]`: one result of a call of several; undefined for any other expression. */
export function bindOutputAt(
  { object, index }: Extract<Expression, { is: 'element' }>,
  rows: Relation | null,
  scope: Scope,
  binder: Binder,
): Bound | undefined {
  const outputs = bindOutputs(object, rows, scope, binder);
  if (outputs === undefined) return undefined;
  const found = index.is === 'literal' ? outputs[Number(index.value)] : undefined;
  return found?.value ?? raise(problems.failed('KS131', 'Expected the number of a result.', index.span));
}
