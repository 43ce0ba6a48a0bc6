import { overload, scalarFunction } from '../../plan/definitions.js';
import { distinct } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/set-union-function */
export default scalarFunction('set_union', {
  summary: 'The distinct elements of all arrays; null when one is no array.',
  overloads: [
    overload(['dynamic', 'dynamic', '...dynamic'], 'dynamic', (...arrays) =>
      arrays.every(Array.isArray) ? [...distinct(arrays.flat(1)).values()] : null,
    ),
  ],
});
