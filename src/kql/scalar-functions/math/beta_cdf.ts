import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { incompleteBeta } from './incomplete-beta.js';

/** @see https://learn.microsoft.com/kusto/query/beta-cdf-function */
export default scalarFunction('beta_cdf', {
  summary: 'The cumulative probability of the beta distribution up to a value.',
  gap: 'A shape that is not positive, other than a first one that is a negative whole number.',
  overloads: [
    overload(['real', 'real', 'real'], 'real', (x, alpha, beta) => {
      if (Number.isNaN(x + alpha + beta) || x < 0 || x > 1 || alpha > 10_000 || beta > 10_000) return Number.NaN;
      if (alpha > 0 && beta > 0) return incompleteBeta(x, alpha, beta);
      // The engine divides by the gamma function of the shape here, which has a pole there.
      if (alpha < 0 && Number.isInteger(alpha) && alpha + beta > -1 && beta > 0) return 1;
      return raise(unsupported('beta_cdf', undefined, 'the shapes of the distribution must be positive'));
    }),
  ],
});
