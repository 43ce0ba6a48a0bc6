import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';
import { dot } from './dot.js';
import { readFull, readReals } from './series.js';

const total = (name: string, summary: string, of: (values: readonly number[]) => number): ScalarFunction =>
  scalarFunction(name, {
    summary,
    gap: 'A series that is empty or holds what is no number.',
    overloads: [
      overload(['dynamic'], 'real', (array) => {
        const values = readFull(array, name);
        if (values?.length === 0) raise(unsupported(name, undefined, 'an empty series'));
        return values === null ? null : of(values);
      }),
    ],
  });

const scaled = (array: Json, factor: number) => {
  const values = readReals(array);
  return dot(values, values && new Array<number>(values.length).fill(factor));
};

/** @see https://learn.microsoft.com/kusto/query/series-dot-product-function */
const dotProduct = scalarFunction('series_dot_product', {
  summary: 'The sum of the products of the elements in the same place; a number stands for a series of it.',
  overloads: [
    overload(['dynamic', 'dynamic'], 'real', (a, b) => dot(readReals(a), readReals(b)), { exact: true }),
    overload(['dynamic', 'real'], 'real', scaled, { exact: true }),
    overload(['real', 'dynamic'], 'real', (factor, array) => scaled(array, factor), { exact: true }),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/series-magnitude-function */
const magnitude = scalarFunction('series_magnitude', {
  summary: 'The length of the vector whose coordinates are the elements.',
  overloads: [
    overload(['dynamic'], 'real', (array) => {
      const values = readReals(array);
      const square = dot(values, values);
      return square === null ? null : Math.sqrt(square);
    }),
  ],
});

/** The functions that make one number of series. */
export const totalFunctions: readonly ScalarFunction[] = [
  /** @see https://learn.microsoft.com/kusto/query/series-sum-function */
  total('series_sum', 'The sum of the elements.', (values) => values.reduce((sum, each) => sum + each, 0)),
  /** @see https://learn.microsoft.com/kusto/query/series-product-function */
  total('series_product', 'The product of the elements.', (values) => values.reduce((sum, each) => sum * each, 1)),
  dotProduct,
  magnitude,
];
