import { calendarPart } from './calendar-part.js';

/** @see https://learn.microsoft.com/kusto/query/monthofyear-function */
export default calendarPart('monthofyear', 'month', ({ month }) => month, ['getmonth']);
