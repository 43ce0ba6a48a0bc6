import { conversion } from './conversion.js';

/** @see https://learn.microsoft.com/kusto/query/tobool-function */
export default conversion('tobool', 'bool', ['toboolean']);
