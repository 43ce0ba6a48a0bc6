import { overload, scalarFunction } from '../../plan/definitions.js';
import { trimEnd } from './trimming.js';

/** @see https://learn.microsoft.com/kusto/query/trim-end-function */
export default scalarFunction('trim_end', {
  summary: 'Removes one match of a regular expression at the end of a text.',
  overloads: [overload(['string', 'string'], 'string', (pattern, text) => trimEnd(text, pattern))],
});
