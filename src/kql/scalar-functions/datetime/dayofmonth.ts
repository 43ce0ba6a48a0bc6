import { calendarPart } from './calendar-part.js';

/** @see https://learn.microsoft.com/kusto/query/dayofmonth-function */
export default calendarPart('dayofmonth', 'day of the month', ({ day }) => day, [], 'int');
