import { overload, scalarFunction } from '../../plan/definitions.js';
import { compileRegex } from '../../types/regex.js';

/** @see https://learn.microsoft.com/kusto/query/replace-regex-function */
export default scalarFunction('replace_regex', {
  summary: 'Replaces each match of a regular expression; in the replacement, backslash and digit stand for a group.',
  overloads: [
    overload(['string', 'string', 'string'], 'string', (text, pattern, rewrite) =>
      compileRegex(pattern).replaceAll(text, rewrite),
    ),
  ],
});
