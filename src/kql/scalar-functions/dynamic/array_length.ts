import { overload, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/array-length-function */
export default scalarFunction('array_length', {
  summary: 'Counts the elements of an array; null for what is none.',
  aliases: ['arraylength'],
  overloads: [overload(['dynamic'], 'long', (array) => (Array.isArray(array) ? array.length : null))],
});
