import { membership } from './membership.js';

/** @see https://learn.microsoft.com/kusto/query/not-in-cs-operator */
export default membership('!in', 'Whether the left value equals none on the right.', false);
