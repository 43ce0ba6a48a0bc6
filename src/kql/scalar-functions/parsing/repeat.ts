import { prepared, scalarFunction } from '../../plan/definitions.js';
import { badArgument, limitReached, raise } from '../../problems.js';
import { toElement } from '../dynamic/element.js';

const longest = 1_000_000;

/** @see https://learn.microsoft.com/kusto/query/repeat-function */
export default scalarFunction('repeat', {
  summary: 'Makes an array of one value, several times; null for fewer than no times.',
  naming: { prefix: 'repeat' },
  overloads: [
    prepared(
      ['any', 'long'],
      'dynamic',
      ({ types: [type] }) => {
        if (type === 'dynamic') raise(badArgument('repeat', 'a value that is not dynamic'));
        return (value, count) => {
          if (count === null || count < 0n) return null;
          if (count > longest) raise(limitReached('elements of an array', longest));
          return new Array(Number(count)).fill(toElement(value, type));
        };
      },
      { nulls: 'given' },
    ),
  ],
});
