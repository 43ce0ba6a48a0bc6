import { overload, scalarFunction } from '../../plan/definitions.js';
import { rewritten } from './rewriting.js';

/** @see https://learn.microsoft.com/kusto/query/replace-regex-function */
export default scalarFunction('replace', {
  summary: 'The older form of replace_regex, with the text last.',
  gap: 'a backslash in the replacement before no digit, or before that of a group that is not there',
  overloads: [
    overload(['string', 'string', 'string'], 'string', (pattern, rewrite, text) =>
      rewritten('replace', text, pattern, rewrite),
    ),
  ],
});
