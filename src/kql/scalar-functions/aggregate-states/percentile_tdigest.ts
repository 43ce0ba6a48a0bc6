import { apply, bindScalar } from '../../plan/bind-scalar.js';
import { overload, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { convertValue } from '../../types/convert.js';
import { digestFrom, percentileOf } from './digest.js';

const name = 'percentile_tdigest';

/** A type that is named converts the value. @see https://learn.microsoft.com/kusto/query/percentile-tdigest-function */
export default scalarFunction(name, {
  summary: 'The value at a percentile of a state of tdigest(), by nearest rank.',
  naming: { prefix: name },
  gap: 'states that the real engine made',
  overloads: [
    overload(['dynamic', 'real'], 'dynamic', (state, percentile) => {
      const digest = digestFrom(state, name);
      return convertValue(percentileOf(digest, percentile), digest.type, 'dynamic');
    }),
  ],
  bind(call, rows, scope, binder) {
    const [state, percentile, type] = call.arguments.map((each) => each.value);
    const typed = type?.is === 'typeof' ? type : undefined;
    const given = (typed ? [state, percentile] : call.arguments.map((each) => each.value)).map((each) =>
      bindScalar(each, rows, scope, binder),
    );
    const value = apply(name, given, call.span, binder);
    if (typed === undefined) return value;
    if (typed.type === undefined) return raise(badArgument(name, 'one scalar type in typeof()', typed.span));
    return typed.type === 'dynamic' ? value : apply(`to${typed.type}`, [value], call.span, binder);
  },
});
