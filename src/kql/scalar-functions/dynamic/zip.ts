import { overload, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/zip-function */
export default scalarFunction('zip', {
  summary: 'Makes an array of arrays, each of what stands at one place; a shorter one is filled with nulls.',
  overloads: [
    overload(['dynamic', 'dynamic', '...dynamic'], 'dynamic', (...arrays) => {
      const lists = arrays.filter((each) => Array.isArray(each));
      if (lists.length < arrays.length) return null;
      const length = Math.max(...lists.map((array) => array.length));
      return Array.from({ length }, (_, i) => lists.map((array) => array[i] ?? null));
    }),
  ],
});
