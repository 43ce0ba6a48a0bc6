import { conversion } from './conversion.js';

/** Blanks around a word count in rows (a recorded answer), not in a constant. @see https://learn.microsoft.com/kusto/query/tobool-function */
export default conversion('tobool', 'bool', ['toboolean'], (text, constant) => (constant ? text.trim() : text));
