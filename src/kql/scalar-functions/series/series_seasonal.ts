import { overload, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { seasonalComponent } from './seasonal-component.js';
import { findPeriod } from './seasonality.js';
import { readFull, realsJson } from './series.js';

const name = 'series_seasonal';

/** @see https://learn.microsoft.com/kusto/query/series-seasonal-function */
export default scalarFunction(name, {
  summary: 'What repeats in a series: the median of the elements at each place of its period.',
  gap: 'Finding a period that is neither clear nor clearly absent; a series that holds what is no number.',
  overloads: [
    overload(['dynamic', 'long?', 'long?'], 'dynamic', (array, given, testPoints) => {
      const values = readFull(array, name);
      if (values === null || values.length === 0) return values;
      const learn = values.slice(0, values.length - Number(testPoints ?? 0n));
      if (learn.length === 0) raise(badArgument(name, 'fewer test points than the series has elements'));
      const period = given === undefined || given === -1n ? findPeriod(learn, 0.7, name) : Number(given);
      const zeros = period <= 0;
      return realsJson(zeros ? values.map(() => 0) : seasonalComponent(learn, period, values.length, name));
    }),
  ],
});
