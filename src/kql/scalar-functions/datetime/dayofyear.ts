import { calendarPart } from './calendar-part.js';

/** @see https://learn.microsoft.com/kusto/query/dayofyear-function */
export default calendarPart('dayofyear', 'day of the year', ({ dayOfYear }) => dayOfYear, [], 'int');
