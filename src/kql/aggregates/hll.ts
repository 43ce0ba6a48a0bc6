import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { failed, raise } from '../problems.js';
import { hllKey, hllState } from '../scalar-functions/aggregate-states/hll-state.js';
import type { Value } from '../types/value.js';

const types = ['string', 'int', 'long', 'decimal', 'datetime', 'timespan', 'guid', 'dynamic', 'real', 'bool'] as const;

/** The state holds the values themselves, so that counts are exact. @see https://learn.microsoft.com/kusto/query/hll-aggregation-function */
export default aggregate('hll', {
  summary: 'A state from which dcount_hll() counts the different values.',
  conditional: 'hll_if',
  overloads: types.map((type) =>
    aggregateOverload(
      [type, 'long?'],
      'dynamic',
      ({ expressions: [{ span }] }) => {
        if (type === 'real' || type === 'bool')
          return raise(failed('KS116', `hll() takes no value of type ${type}: convert it first.`, span));
        return {
          start: () => new Set<string>(),
          add: (seen: Set<string>, value: Value | undefined) => seen.add(hllKey(value as Value, type)),
          merge(a: Set<string>, b: Set<string>) {
            for (const each of b) a.add(each);
            return a;
          },
          finish: hllState,
        };
      },
      { exact: true, literal: [1] },
    ),
  ),
});
