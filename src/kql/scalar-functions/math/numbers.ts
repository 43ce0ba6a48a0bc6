import { overload, prepared, scalarFunction } from '../../plan/definitions.js';
import { compareValues } from '../../types/compare.js';
import type { Value } from '../../types/value.js';

/** @see https://learn.microsoft.com/kusto/query/abs-function */
export const abs = scalarFunction('abs', {
  summary: 'The absolute value.',
  naming: 'first-argument',
  overloads: [
    overload(['long'], 'long', (value) => (value < 0n ? BigInt.asIntN(64, -value) : value)),
    overload(['real'], 'real', Math.abs),
    overload(['decimal'], 'decimal', (value) => value.abs()),
    overload(['timespan'], 'timespan', (value) => (value < 0n ? -value : value)),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/sign-function */
export const sign = scalarFunction('sign', {
  summary: 'The sign as -1, 0 or 1.',
  overloads: [overload(['real'], 'real', Math.sign)],
});

/** @see https://learn.microsoft.com/kusto/query/ceiling-function */
export const ceiling = scalarFunction('ceiling', {
  summary: 'The next whole number upwards.',
  naming: 'first-argument',
  overloads: [overload(['real'], 'real', Math.ceil)],
});

/** @see https://learn.microsoft.com/kusto/query/pow-function */
export const pow = scalarFunction('pow', {
  summary: 'A number to a power.',
  naming: 'first-argument',
  overloads: [overload(['real', 'real'], 'real', (value, power) => value ** power)],
});

/** @see https://learn.microsoft.com/kusto/query/rand-function */
export const rand = scalarFunction('rand', {
  summary: 'A random real from 0 to 1, from the seed of the evaluation.',
  volatile: true,
  overloads: [
    prepared(
      [],
      'real',
      ({ context }) =>
        () =>
          context.random(),
    ),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/isnan-function */
export const isnan = scalarFunction('isnan', {
  summary: 'Whether a real is NaN.',
  overloads: [overload(['real'], 'bool', Number.isNaN)],
});
/** @see https://learn.microsoft.com/kusto/query/isinf-function */
export const isinf = scalarFunction('isinf', {
  summary: 'Whether a real is infinite.',
  overloads: [overload(['real'], 'bool', (value) => Math.abs(value) === Number.POSITIVE_INFINITY)],
});
/** @see https://learn.microsoft.com/kusto/query/isfinite-function */
export const isfinite = scalarFunction('isfinite', {
  summary: 'Whether a real is finite.',
  overloads: [overload(['real'], 'bool', Number.isFinite)],
});

/** Of the values that are not null the first in an order; NaN beats all. */
function extreme(name: string, summary: string, direction: 1 | -1) {
  const of = (type: 'long' | 'real' | 'datetime' | 'timespan' | 'string') =>
    overload(
      [type, `...${type}`] as const,
      type,
      (...values: Value[]) => {
        let best: Value = null;
        for (const value of values) {
          if (value === null) continue;
          if (typeof value === 'number' && Number.isNaN(value)) return value;
          if (best === null || compareValues(value, best, type) === direction) best = value;
        }
        return best;
      },
      { nulls: 'given' },
    );
  return scalarFunction(name, {
    summary,
    overloads: [of('long'), of('real'), of('datetime'), of('timespan'), of('string')],
  });
}

/** @see https://learn.microsoft.com/kusto/query/min-of-function */
export const minOf = extreme('min_of', 'The least of the values that are not null.', -1);
/** @see https://learn.microsoft.com/kusto/query/max-of-function */
export const maxOf = extreme('max_of', 'The greatest of the values that are not null.', 1);
