import { overload, scalarFunction } from '../../plan/definitions.js';
import { trimEnd, trimStart } from './trimming.js';

/** @see https://learn.microsoft.com/kusto/query/trim-function */
export default scalarFunction('trim', {
  summary: 'Removes one match of a regular expression at each end of a text.',
  overloads: [
    overload(['string', 'string'], 'string', (pattern, text) => trimEnd(trimStart(text, pattern), pattern), {
      exact: true,
    }),
  ],
});
