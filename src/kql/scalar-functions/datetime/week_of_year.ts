import { calendarPart, isoWeek } from './calendar-part.js';

/** @see https://learn.microsoft.com/kusto/query/week-of-year-function */
export default calendarPart('week_of_year', 'number of the week, as ISO 8601 counts,', (_, ticks) => isoWeek(ticks));
