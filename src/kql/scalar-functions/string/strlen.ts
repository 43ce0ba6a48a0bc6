import { overload, scalarFunction } from '../../plan/definitions.js';
import { countCodePoints } from './code-points.js';

/** @see https://learn.microsoft.com/kusto/query/strlen-function */
export default scalarFunction('strlen', {
  summary: 'Counts the characters (code points) of a text.',
  naming: { prefix: 'strlen' },
  overloads: [overload(['string'], 'long', countCodePoints)],
});
