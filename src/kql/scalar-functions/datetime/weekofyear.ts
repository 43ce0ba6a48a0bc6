import { overload, scalarFunction } from '../../plan/definitions.js';
import { obsoleteWeek } from './calendar-part.js';

/** @see https://learn.microsoft.com/kusto/query/week-of-year-function */
export default scalarFunction('weekofyear', {
  summary: 'Gives the number of the week of a datetime, as week_of_year did before it followed ISO 8601.',
  gap: 'Days that ISO 8601 and the old count put into weeks of different numbers are refused.',
  overloads: [overload(['datetime'], 'long', (ticks) => obsoleteWeek('weekofyear', ticks))],
});
