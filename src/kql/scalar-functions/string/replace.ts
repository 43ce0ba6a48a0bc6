import { overload, scalarFunction } from '../../plan/definitions.js';
import { compileRegex } from '../../types/regex.js';

/** @see https://learn.microsoft.com/kusto/query/replace-regex-function */
export default scalarFunction('replace', {
  summary: 'The older form of replace_regex, with the text last.',
  overloads: [
    overload(['string', 'string', 'string'], 'string', (pattern, rewrite, text) =>
      compileRegex(pattern).replaceAll(text, rewrite),
    ),
  ],
});
