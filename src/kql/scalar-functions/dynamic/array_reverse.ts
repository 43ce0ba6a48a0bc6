import { overload, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/array-reverse-function */
export default scalarFunction('array_reverse', {
  summary: 'Turns the order of an array around; null for what is none.',
  overloads: [overload(['dynamic'], 'dynamic', (array) => (Array.isArray(array) ? array.toReversed() : null))],
});
