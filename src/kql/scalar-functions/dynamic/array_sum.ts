import { overload, scalarFunction } from '../../plan/definitions.js';
import { WholeReal } from '../../types/value.js';

/** @see https://learn.microsoft.com/kusto/query/array-sum-function */
export default scalarFunction('array_sum', {
  summary: 'Adds the numbers of an array; null when it is empty or holds anything else.',
  overloads: [
    overload(['dynamic'], 'real', (array) => {
      if (!Array.isArray(array) || array.length === 0) return null;
      let sum = 0;
      for (const each of array) {
        if (typeof each !== 'number' && typeof each !== 'bigint' && !(each instanceof WholeReal)) return null;
        sum += Number(each);
      }
      return sum;
    }),
  ],
});
