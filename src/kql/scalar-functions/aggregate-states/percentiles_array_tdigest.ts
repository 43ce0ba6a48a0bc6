import { apply, bindScalar } from '../../plan/bind-scalar.js';
import { overload, scalarFunction } from '../../plan/definitions.js';
import { literalOf } from '../../plan/literals.js';
import { badArgument, raise } from '../../problems.js';
import { convertValue } from '../../types/convert.js';
import type { ScalarType } from '../../types/scalar-type.js';
import type { Json } from '../../types/value.js';
import { digestFrom, percentileOf } from './digest.js';

const name = 'percentiles_array_tdigest';

/**
 * A type that is named converts the values; with one percentile that is no array it converts the value alone.
 *
 * @see https://learn.microsoft.com/kusto/query/percentile-array-tdigest-function
 */
export default scalarFunction(name, {
  summary: 'The values at percentiles of a state of tdigest(), by nearest rank.',
  naming: { prefix: 'percentile_tdigest' },
  gap: 'states that the real engine made',
  overloads: [
    overload(['dynamic', 'dynamic'], 'dynamic', (state, percentiles) => percentilesOf(state, numbersOf(percentiles))),
    overload(['dynamic', 'real', '...real'], 'dynamic', (state, ...percentiles: number[]) =>
      percentilesOf(state, percentiles),
    ),
    overload(['dynamic', 'dynamic', 'string'], 'dynamic', (state, percentiles, type) =>
      percentilesOf(state, numbersOf(percentiles), type as ScalarType),
    ),
  ],
  bind(call, rows, scope, binder) {
    const values = call.arguments.map((each) => each.value);
    const last = values.at(-1);
    const typed = last?.is === 'typeof' && values.length === 3 ? last : undefined;
    const given = (typed ? values.slice(0, 2) : values).map((each) => bindScalar(each, rows, scope, binder));
    if (typed === undefined) {
      if (given.length === 3 && given[1].type === 'dynamic' && given[2].type === 'string')
        raise(badArgument(name, 'one scalar type in typeof()', given[2].span));
      return apply(name, given, call.span, binder);
    }
    if (typed.type === undefined) return raise(badArgument(name, 'one scalar type in typeof()', typed.span));
    if (given[1].type === 'dynamic')
      return apply(name, [...given, literalOf(typed.type, 'string', typed.span)], call.span, binder);
    const value = apply('percentile_tdigest', given, call.span, binder);
    return typed.type === 'dynamic' ? value : apply(`to${typed.type}`, [value], call.span, binder);
  },
});

function numbersOf(percentiles: Json): number[] {
  if (!Array.isArray(percentiles)) return raise(badArgument(name, 'an array of percentiles'));
  return percentiles.map((each) => Number(convertValue(each, 'dynamic', 'real') ?? Number.NaN));
}

function percentilesOf(state: Json, percentiles: readonly number[], type?: ScalarType): Json {
  const digest = digestFrom(state, name);
  return percentiles.map((each) => {
    const value = percentileOf(digest, each);
    if (type === undefined) return convertValue(value, digest.type, 'dynamic') as Json;
    const typed = convertValue(value, digest.type, type);
    return (type === 'string' ? typed : convertValue(typed, type, 'dynamic')) as Json;
  });
}
