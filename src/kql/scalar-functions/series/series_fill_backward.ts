import { fillingFrom } from './filling.js';

/** @see https://learn.microsoft.com/kusto/query/series-fill-backward-function */
export default fillingFrom('series_fill_backward', 'Fills what is missing with the first element after it.', -1);
