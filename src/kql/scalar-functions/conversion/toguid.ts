import { conversion } from './conversion.js';

/** The digits of a guid, with all, some or none of their hyphens; what follows them does not count. */
const digits = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/i;

/** @see https://learn.microsoft.com/kusto/query/toguid-function */
export default conversion('toguid', 'guid', [], (text) => digits.exec(text)?.[0] ?? text);
