import { neighbour } from './neighbour.js';

/** @see https://learn.microsoft.com/kusto/query/prev-function */
export default neighbour('prev', -1);
