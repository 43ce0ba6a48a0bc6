import { membership } from './membership.js';

/** @see https://learn.microsoft.com/kusto/query/in-cs-operator */
export default membership('in', 'Whether the left value equals one on the right.', true);
