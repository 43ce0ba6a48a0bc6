import { calendarPart } from './calendar-part.js';

/** @see https://learn.microsoft.com/kusto/query/getyear-function */
export default calendarPart('getyear', 'year', ({ year }) => year);
