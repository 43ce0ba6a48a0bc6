import { overload, scalarFunction } from '../../plan/definitions.js';
import { trimStart } from './trimming.js';

/** @see https://learn.microsoft.com/kusto/query/trim-start-function */
export default scalarFunction('trim_start', {
  summary: 'Removes one match of a regular expression at the start of a text.',
  overloads: [overload(['string', 'string'], 'string', (pattern, text) => trimStart(text, pattern))],
});
