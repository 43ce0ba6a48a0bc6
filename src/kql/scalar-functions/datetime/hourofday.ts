import { calendarPart } from './calendar-part.js';

/** @see https://learn.microsoft.com/kusto/query/hour-of-day-function */
export default calendarPart('hourofday', 'hour', ({ hour }) => hour);
