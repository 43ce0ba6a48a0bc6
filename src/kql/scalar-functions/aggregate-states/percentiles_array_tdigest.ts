import { overload, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { convertValue } from '../../types/convert.js';
import type { Json } from '../../types/value.js';
import { digestFrom, percentileOf } from './digest.js';

const name = 'percentiles_array_tdigest';

function percentilesOf(state: Json, percentiles: readonly number[]): Json {
  const digest = digestFrom(state, name);
  return percentiles.map((each) => convertValue(percentileOf(digest, each), digest.type, 'dynamic') as Json);
}

/** @see https://learn.microsoft.com/kusto/query/percentiles-array-tdigest-function */
export default scalarFunction(name, {
  summary: 'The values at percentiles of a state of tdigest(), by nearest rank.',
  naming: { prefix: 'percentile_tdigest' },
  gap: 'states that the real engine made',
  overloads: [
    overload(['dynamic', 'dynamic'], 'dynamic', (state, percentiles) => {
      if (!Array.isArray(percentiles)) return raise(badArgument(name, 'an array of percentiles'));
      return percentilesOf(
        state,
        percentiles.map((each) => Number(convertValue(each, 'dynamic', 'real') ?? Number.NaN)),
      );
    }),
    overload(['dynamic', 'real', '...real'], 'dynamic', (state, ...percentiles: number[]) =>
      percentilesOf(state, percentiles),
    ),
  ],
});
