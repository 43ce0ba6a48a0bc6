import { overload, scalarFunction } from '../../plan/definitions.js';
import { incompleteBeta } from './incomplete-beta.js';

/** @see https://learn.microsoft.com/kusto/query/beta-inv-function */
export default scalarFunction('beta_inv', {
  summary: 'The value up to which the beta distribution has a probability; null for what is no probability.',
  overloads: [
    overload(['real', 'real', 'real'], 'real', (probability, alpha, beta) => {
      if (Number.isNaN(probability) || alpha <= 0 || beta <= 0 || Number.isNaN(alpha + beta)) return Number.NaN;
      if (probability <= 0 || probability > 1) return null;
      return probability === 1 ? 1 : quantile(probability, alpha, beta);
    }),
  ],
});

/** Halves the interval around the answer until no real is left inside. */
function quantile(probability: number, alpha: number, beta: number): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (incompleteBeta(middle, alpha, beta) < probability) low = middle;
    else high = middle;
  }
}
