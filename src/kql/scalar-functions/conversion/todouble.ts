import { conversion } from './conversion.js';

/** @see https://learn.microsoft.com/kusto/query/todouble-function */
export default conversion('todouble', 'real', ['toreal']);
