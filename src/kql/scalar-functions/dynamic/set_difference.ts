import { overload, scalarFunction } from '../../plan/definitions.js';
import { distinct } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/set-difference-function */
export default scalarFunction('set_difference', {
  summary: 'The distinct elements of the first array that no other has; null when one is no array.',
  overloads: [
    overload(['dynamic', 'dynamic', '...dynamic'], 'dynamic', (first, ...others) => {
      if (!Array.isArray(first) || !others.every(Array.isArray)) return null;
      const left = distinct(first);
      for (const key of distinct(others.flat(1)).keys()) left.delete(key);
      return [...left.values()];
    }),
  ],
});
