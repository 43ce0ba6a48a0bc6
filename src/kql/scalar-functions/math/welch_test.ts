import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { incompleteBeta } from './incomplete-beta.js';

/** @see https://learn.microsoft.com/kusto/query/welch-test-function */
export default scalarFunction('welch_test', {
  summary: "The two-sided p-value of Welch's t-test, from the mean, the variance and the count of two samples.",
  gap: 'Samples of fewer than two values or without any variance.',
  overloads: [
    overload(
      ['real', 'real', 'real', 'real', 'real', 'real'],
      'real',
      (mean1, variance1, count1, mean2, variance2, count2) => {
        const error1 = variance1 / count1;
        const error2 = variance2 / count2;
        const freedom = (error1 + error2) ** 2 / (error1 ** 2 / (count1 - 1) + error2 ** 2 / (count2 - 1));
        if (!(freedom > 0 && Number.isFinite(freedom) && error1 + error2 > 0))
          return raise(unsupported('welch_test', undefined, 'both samples need two values or more, and variance'));
        const t = (mean1 - mean2) / Math.sqrt(error1 + error2);
        return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
      },
    ),
  ],
});
