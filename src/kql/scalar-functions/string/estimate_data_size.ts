import { prepared, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { withStar } from '../dynamic/star-arguments.js';
import { utf8Bytes } from './bytes.js';

/** @see https://learn.microsoft.com/kusto/query/estimate-data-size-function */
export default scalarFunction('estimate_data_size', {
  summary: 'Adds up the bytes of its arguments: eight for a long, and those of a text.',
  gap: 'columns of other types than long and string; null',
  overloads: [
    prepared(
      ['any', '...any'],
      'long',
      ({ types }) => {
        const other = types.find((type) => type !== 'long' && type !== 'string');
        if (other !== undefined)
          raise(unsupported('estimate_data_size', undefined, `the size of a value of type ${other} is not documented`));
        return (...values) => values.reduce((size: number, value) => size + sizeOf(value), 0);
      },
      { nulls: 'given' },
    ),
  ],
  bind: withStar('estimate_data_size'),
});

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return utf8Bytes(value).length;
  return value === null ? raise(unsupported('estimate_data_size', undefined, 'the size of null is not documented')) : 8;
}
