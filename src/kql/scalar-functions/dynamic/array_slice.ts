import { overload, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/array-slice-function */
export default scalarFunction('array_slice', {
  summary: 'The elements from one place to another, both included; a negative place counts from the end.',
  overloads: [
    overload(['dynamic', 'long', 'long'], 'dynamic', (array, start, end) => {
      if (!Array.isArray(array)) return null;
      const place = (at: bigint) => Number(at) + (at < 0n ? array.length : 0);
      return array.slice(Math.max(0, place(start)), Math.max(0, place(end) + 1));
    }),
  ],
});
