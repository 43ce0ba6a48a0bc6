import { overload, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/array-concat-function */
export default scalarFunction('array_concat', {
  summary: 'Joins arrays to one; what is no array is left out.',
  overloads: [
    overload(['...dynamic'], 'dynamic', (...arrays) => arrays.filter(Array.isArray).flat(1), { nulls: 'given' }),
  ],
});
