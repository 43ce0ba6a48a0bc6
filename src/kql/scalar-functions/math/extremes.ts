import { prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { compareValues } from '../../types/compare.js';
import type { Value } from '../../types/value.js';

/** Of the values that are not null the first in an order; NaN beats all. */
function extreme(name: string, summary: string, direction: 1 | -1): ScalarFunction {
  const of = (type: 'int' | 'long' | 'real' | 'decimal' | 'bool' | 'datetime' | 'timespan' | 'string') =>
    prepared(
      [type, type, `...${type}`] as const,
      type,
      ({ types }) => {
        if (types.length > 64) raise(badArgument(name, 'no more than 64 values'));
        return (...values: Value[]) => {
          let best: Value = null;
          for (const value of values) {
            if (value === null) continue;
            if (Number.isNaN(value)) return value;
            if (best === null || compareValues(value, best, type) === direction) best = value;
          }
          return best;
        };
      },
      { nulls: 'given' },
    );
  const types = ['long', 'int', 'real', 'decimal', 'datetime', 'timespan', 'string', 'bool'] as const;
  return scalarFunction(name, { summary, overloads: types.map(of) });
}

/** @see https://learn.microsoft.com/kusto/query/min-of-function */
export const minOf = extreme('min_of', 'The least of the values that are not null.', -1);
/** @see https://learn.microsoft.com/kusto/query/max-of-function */
export const maxOf = extreme('max_of', 'The greatest of the values that are not null.', 1);
