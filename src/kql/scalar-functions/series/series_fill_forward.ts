import { fillingFrom } from './filling.js';

/** @see https://learn.microsoft.com/kusto/query/series-fill-forward-function */
export default fillingFrom('series_fill_forward', 'Fills what is missing with the last element before it.', 1);
