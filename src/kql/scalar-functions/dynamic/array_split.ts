import { prepared, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/array-split-function */
export default scalarFunction('array_split', {
  summary: 'Cuts an array before one place or several; a negative place counts from the end.',
  overloads: [
    prepared(['dynamic', 'any'], 'dynamic', () => (array, places) => {
      if (!Array.isArray(array)) return null;
      const cuts = (Array.isArray(places) ? places : [places]).map((at) => {
        const place = Number(at);
        return Math.min(array.length, Math.max(0, place < 0 ? place + array.length : place));
      });
      return [0, ...cuts].map((from, i) => array.slice(from, cuts[i] ?? array.length));
    }),
  ],
});
