import { overload, scalarFunction } from '../../plan/definitions.js';
import { dot, lengthOf } from './dot.js';
import { readFull } from './series.js';

/** @see https://learn.microsoft.com/kusto/query/series-cosine-similarity-function */
export default scalarFunction('series_cosine_similarity', {
  summary: 'The cosine of the angle between two vectors; the longer is cut to the length of the shorter.',
  gap: 'A series that holds what is no number.',
  overloads: [
    overload(['dynamic', 'dynamic', 'real?', 'real?'], 'real', (a, b, leftSize, rightSize) => {
      const left = readFull(a, 'series_cosine_similarity');
      const right = readFull(b, 'series_cosine_similarity');
      if (left === null || right === null || left.length === 0 || right.length === 0) return null;
      const length = Math.min(left.length, right.length);
      const [short, other] = [left.slice(0, length), right.slice(0, length)];
      return Number(dot(short, other)) / ((leftSize ?? lengthOf(short)) * (rightSize ?? lengthOf(other)));
    }),
  ],
});
