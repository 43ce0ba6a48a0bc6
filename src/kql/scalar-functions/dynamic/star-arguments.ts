import { apply, bindScalar } from '../../plan/bind-scalar.js';
import type { ScalarBinding } from '../../plan/definitions.js';
import type { Bound } from '../../plan/nodes.js';

/** Binds a call among whose arguments `*` stands for every column. */
export function withStar(name: string): ScalarBinding {
  return ({ arguments: given, span }, rows, scope, binder) => {
    const values = given.flatMap(({ value }): Bound[] =>
      value.is === 'star' && rows !== null
        ? rows.plan.columns.map((column) => ({ is: 'column', name: column.name, type: column.type, span: value.span }))
        : [bindScalar(value, rows, scope, binder)],
    );
    return apply(name, values, span, binder);
  };
}
