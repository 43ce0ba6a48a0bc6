import { aggregate, aggregateOverload } from '../plan/definitions.js';
import type { Value } from '../types/value.js';

/** The obsolete take_anyif. @see https://learn.microsoft.com/kusto/query/take-anyif-aggregation-function */
export default aggregate('anyif', {
  summary: 'A value, the first that is not null, of the rows where a condition is true.',
  overloads: [
    aggregateOverload(
      ['any', 'bool'],
      (types) => types[0],
      () => {
        const first = (a: Value, b: Value): Value => (a === null || a === '' ? b : a);
        return {
          start: (): Value => null,
          add: (found: Value, value: Value, counts: boolean) => (counts ? first(found, value) : found),
          merge: (a: Value, b: Value) => (b === null ? a : first(a, b)),
          finish: (found: Value) => found,
        };
      },
    ),
  ],
});
