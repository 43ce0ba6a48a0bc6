import { prepared, scalarFunction } from '../../plan/definitions.js';
import { toElement } from './element.js';
import { withStar } from './star-arguments.js';

/** @see https://learn.microsoft.com/kusto/query/pack-array-function */
export default scalarFunction('pack_array', {
  summary: 'Makes an array of its arguments; of all columns for `*`.',
  overloads: [
    prepared(
      ['...any'],
      'dynamic',
      ({ types }) =>
        (...values) =>
          values.map((value, i) => toElement(value, types[i])),
      { nulls: 'given' },
    ),
  ],
  bind: withStar('pack_array'),
});
