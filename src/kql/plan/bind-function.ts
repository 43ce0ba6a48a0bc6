import type { Span } from '../../base/span.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Argument, Expression, ParameterSyntax } from '../syntax/nodes.js';
import { bindScalar, convertTo } from './bind-scalar.js';
import type { Binder } from './binder.js';
import type { Definition, Relation, Scope } from './scope.js';

/** A call of a user-defined or catalog function. */
export interface Invocation {
  readonly name: string;
  readonly definition: Extract<Definition, { is: 'function' }>;
  readonly given: readonly Argument[];
  /** The table that `invoke` gives as the first argument. */
  readonly piped: Relation | null;
  readonly span: Span;
}

/** Defines each parameter of a function in the scope of its body. */
export function bindArguments(
  invocation: Invocation,
  inside: Scope,
  rows: Relation | null,
  outside: Scope,
  binder: Binder,
): void {
  const { parameters } = invocation.definition.function;
  const arranged = arrange(invocation);
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i];
    const given = arranged[i];
    if (given !== undefined && 'relation' in given)
      inside.define(parameter.name, { is: 'tabular', relation: given.relation });
    else if (given !== undefined)
      inside.define(parameter.name, argument(given.value, parameter, rows, outside, binder));
    else if (parameter.default !== undefined)
      inside.define(parameter.name, argument(parameter.default, parameter, null, invocation.definition.scope, binder));
    else
      raise(
        problems.wrongCount(
          invocation.name,
          parameters.filter((each) => each.default === undefined).length,
          parameters.length,
          invocation.given.length,
          invocation.span,
        ),
      );
  }
}

type Arranged = { readonly value: Expression } | { readonly relation: Relation } | undefined;

/** Puts positional and named arguments in the order of the parameters. */
function arrange({ name, definition, given, piped, span }: Invocation): Arranged[] {
  const { parameters } = definition.function;
  const arranged: Arranged[] = new Array(parameters.length).fill(undefined);
  let next = 0;
  if (piped !== null) arranged[next++] = { relation: piped };
  let isInOrder = true;
  for (const each of given) {
    const at = each.name === undefined ? next : parameters.findIndex((parameter) => parameter.name === each.name);
    if (at < 0) raise(problems.unknownName(each.name as string, each.value.span));
    if (at === next) next++;
    else isInOrder = false;
    if (each.name === undefined && !isInOrder)
      raise(problems.unsupported('an argument without a name behind one out of its place', each.value.span));
    if (at >= parameters.length)
      raise(problems.wrongCount(name, 0, parameters.length, given.length + (piped === null ? 0 : 1), span));
    arranged[at] = { value: each.value };
  }
  return arranged;
}

function argument(
  value: Expression,
  parameter: ParameterSyntax,
  rows: Relation | null,
  scope: Scope,
  binder: Binder,
): Definition {
  if (parameter.type === undefined) return { is: 'tabular', relation: binder.tabular(value, scope) };
  const bound = bindScalar(value, rows, scope, binder);
  return { is: 'scalar', value: convertTo(bound, parameter.type, binder), rows };
}
