import type { Span } from '../../base/span.js';
import { isUnsettled } from '../plan/assumptions.js';
import { bindScalar, convertTo } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { isConstant, literalValue } from '../plan/literals.js';
import type { Bound, ColumnReference } from '../plan/nodes.js';
import type { OperatorOf } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Batch, ColumnDeclaration } from '../types/table.js';
import type { Value } from '../types/value.js';

/** The call of a plugin while it is bound: its arguments by their places and names. */
export class PluginCall {
  readonly name: string;
  readonly span: Span;
  /** The arguments without a name, in order. */
  readonly positional: readonly Expression[];
  private readonly named: ReadonlyMap<string, Expression>;

  constructor(
    readonly syntax: OperatorOf<'evaluate'>,
    readonly input: Relation,
    readonly scope: Scope,
    readonly binder: Binder,
  ) {
    const { call } = syntax;
    this.name = call.name;
    this.span = call.span;
    this.positional = call.arguments.filter(({ name }) => name === undefined).map(({ value }) => value);
    this.named = new Map(call.arguments.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value]])));
  }

  /** The result's columns as the query writes them behind the call; null where it does not. */
  get schema(): { readonly columns: readonly ColumnDeclaration[]; readonly star: boolean } | null {
    const { schema } = this.syntax;
    return schema && { columns: schema.columns ?? [], star: schema.star === true };
  }

  /** Checks that there are no more arguments than that, no named ones but these, and no written schema unless it is allowed. */
  expect(min: number, max: number, named: readonly string[] = [], schema = false): void {
    const count = this.syntax.call.arguments.length;
    if (count < min || count > max) raise(problems.wrongCount(this.name, min, max, count, this.span));
    for (const [name, value] of this.named)
      if (!named.includes(name)) raise(problems.unknownOption('parameter', name, named, value.span));
    if (this.schema !== null && !schema) raise(problems.unsupported(this.name, this.syntax.span, 'an output schema'));
  }

  /** An argument by its name, else by its place. */
  argument(at: number, name: string): Expression | undefined {
    return this.named.get(name) ?? this.positional[at];
  }

  /** An argument that must be given. */
  required(at: number): Expression {
    return (
      this.positional[at] ?? raise(problems.wrongCount(this.name, at + 1, at + 1, this.positional.length, this.span))
    );
  }

  /** The column of a table that an argument names; of the type wanted where there is one. */
  column(expression: Expression, type?: ScalarType, table = this.input): ColumnReference {
    if (expression.is !== 'name') raise(problems.failed('KS109', 'Expected the name of a column.', expression.span));
    const bound = bindScalar(expression, table, this.scope, this.binder);
    if (bound.is !== 'column')
      return raise(problems.failed('KS109', 'Expected the name of a column.', expression.span));
    if (type === undefined) return bound;
    if (isUnsettled(bound)) this.binder.assumptions.usedAs(bound, type);
    else if (bound.type !== type) raise(problems.wrongType(type, bound.type, bound.span));
    return { ...bound, type };
  }

  /** An argument over the rows of the input. */
  scalar(expression: Expression, type?: ScalarType): Bound {
    const bound = bindScalar(expression, this.input, this.scope, this.binder);
    if (type === undefined || bound.type === type) return bound;
    if (bound.type !== 'dynamic' && !isUnsettled(bound)) raise(problems.wrongType(type, bound.type, bound.span));
    return convertTo(bound, type, this.binder);
  }

  /** An argument that is the same for every row: known when the plan runs. */
  constant(expression: Expression): Bound {
    const bound = bindScalar(expression, null, this.scope, this.binder);
    return isConstant(bound) ? bound : raise(problems.notConstant(this.name, bound.span));
  }

  /** The value of an argument that must be a literal of that type. */
  literal(expression: Expression, type: ScalarType): Value {
    const bound = this.constant(expression);
    if (bound.is !== 'literal') return raise(problems.notConstant(this.name, bound.span));
    if (bound.type !== type) raise(problems.wrongType(type, bound.type, bound.span));
    return literalValue(bound);
  }

  /** All rows of the input as they are now, for a plugin that takes its columns from them. */
  rows(): Batch {
    return this.binder.sample(this.input.plan);
  }

  /** A tabular argument. */
  table(expression: Expression): Relation {
    return this.binder.tabular(expression, this.scope);
  }
}
