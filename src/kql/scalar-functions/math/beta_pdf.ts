import { overload, scalarFunction } from '../../plan/definitions.js';
import { logBeta } from './incomplete-beta.js';

/** @see https://learn.microsoft.com/kusto/query/beta-pdf-function */
export default scalarFunction('beta_pdf', {
  summary: 'The density of the beta distribution at a value between 0 and 1; NaN elsewhere.',
  overloads: [
    overload(['real', 'real', 'real'], 'real', (x, alpha, beta) =>
      x > 0 && x < 1 && alpha > 0 && beta > 0
        ? Math.exp((alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x) - logBeta(alpha, beta))
        : Number.NaN,
    ),
  ],
});
