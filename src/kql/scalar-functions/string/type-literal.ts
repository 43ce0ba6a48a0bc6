import { apply, bindScalar } from '../../plan/bind-scalar.js';
import type { ScalarBinding } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';

/** Binds a call whose last argument may be `typeof(...)`: it is the call without it, converted to that type. */
export function withTypeLiteral(name: string): ScalarBinding {
  return (call, rows, scope, binder) => {
    const last = call.arguments.at(-1)?.value;
    const typed = last?.is === 'typeof' ? last : undefined;
    const given = typed ? call.arguments.slice(0, -1) : call.arguments;
    const text = apply(
      name,
      given.map((each) => bindScalar(each.value, rows, scope, binder)),
      call.span,
      binder,
    );
    if (typed === undefined || typed.type === 'string') return text;
    if (typed.type === undefined) return raise(badArgument(name, 'one scalar type in typeof()', typed.span));
    return apply(`to${typed.type}`, [text], call.span, binder);
  };
}
