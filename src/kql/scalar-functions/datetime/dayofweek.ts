import { overload, scalarFunction } from '../../plan/definitions.js';
import { ticksPerDay } from '../../types/ticks.js';
import { endOf } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/dayofweek-function */
export default scalarFunction('dayofweek', {
  summary: 'Gives the days since Sunday as a timespan; null in the last week of the calendar, which has no end.',
  overloads: [
    overload(['datetime'], 'timespan', (ticks) =>
      endOf('week', ticks) === null ? null : ((ticks / ticksPerDay + 1n) % 7n) * ticksPerDay,
    ),
  ],
});
