import { neighbour } from './neighbour.js';

/** @see https://learn.microsoft.com/kusto/query/next-function */
export default neighbour('next', 1);
