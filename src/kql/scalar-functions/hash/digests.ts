import { createHash } from 'node:crypto';
import { prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { raise, wrongArguments } from '../../problems.js';
import { valueText } from '../../types/text.js';

/** A digest of the text of a value in small hexadecimal digits; that of an empty text is empty. */
const digest = (algorithm: 'md5' | 'sha1' | 'sha256'): ScalarFunction => {
  const name = `hash_${algorithm}`;
  return scalarFunction(name, {
    summary: `The ${algorithm.toUpperCase()} digest of a value's text, in hexadecimal; empty of an empty text.`,
    overloads: [
      prepared(
        ['any'],
        'string',
        ({ types: [type], expressions: [value] }) => {
          if (type === 'dynamic') raise(wrongArguments(name, [type], value.span));
          return (given) => {
            const text = valueText(given, type);
            return text === '' ? '' : createHash(algorithm).update(text).digest('hex');
          };
        },
        { nulls: 'given' },
      ),
    ],
  });
};

/** The digests that never change. @see https://learn.microsoft.com/kusto/query/scalar-functions#hash-functions */
export const digests: readonly ScalarFunction[] = [digest('md5'), digest('sha1'), digest('sha256')];
