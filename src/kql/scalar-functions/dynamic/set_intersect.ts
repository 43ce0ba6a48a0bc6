import { overload, scalarFunction } from '../../plan/definitions.js';
import { distinct } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/set-intersect-function */
export default scalarFunction('set_intersect', {
  summary: 'The distinct elements that all arrays have; null when one is no array.',
  overloads: [
    overload(['dynamic', 'dynamic', '...dynamic'], 'dynamic', (first, ...others) => {
      if (!Array.isArray(first) || !others.every(Array.isArray)) return null;
      const sets = others.map(distinct);
      return [...distinct(first)].filter(([key]) => sets.every((set) => set.has(key))).map(([, each]) => each);
    }),
  ],
});
