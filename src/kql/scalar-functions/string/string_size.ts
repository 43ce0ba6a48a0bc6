import { overload, scalarFunction } from '../../plan/definitions.js';
import { utf8Bytes } from './bytes.js';

/** @see https://learn.microsoft.com/kusto/query/string-size-function */
export default scalarFunction('string_size', {
  summary: 'Counts the bytes that a text takes in UTF-8.',
  naming: { prefix: 'string_size' },
  overloads: [overload(['string'], 'long', (text) => utf8Bytes(text).length)],
});
