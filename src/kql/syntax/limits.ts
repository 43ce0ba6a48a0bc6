import type { Problem } from '../../base/problem.js';
import { tooBig } from './problems.js';

/** The longest query that is read, in UTF-16 units: errors throughout cost Microsoft's parser the square of a text's length. */
export const MAX_QUERY_LENGTH = 128 * 1024;

/** How deep brackets may stand in brackets: Microsoft's parser takes time that grows with the square of it. */
export const MAX_BRACKET_DEPTH = 200;

/** How deep our tree may be, so that whoever walks it by recursion has stack enough. */
export const MAX_EXPRESSION_DEPTH = 1000;

/** How many syntax problems of one text are told. */
export const MAX_SYNTAX_PROBLEMS = 100;

const STRINGS_COMMENTS_AND_BRACKETS =
  /```[\s\S]*?(?:```|$)|@"(?:""|[^"\r\n])*|@'(?:''|[^'\r\n])*|"(?:\\.|[^"\\\r\n])*"?|'(?:\\.|[^'\\\r\n])*'?|\/\/[^\r\n]*|[([{]|[)\]}]/g;

/** What is too big about a text, found before it is parsed. */
export function sizeProblem(text: string): Problem | undefined {
  if (text.length > MAX_QUERY_LENGTH) return tooBig('characters', MAX_QUERY_LENGTH);
  let depth = 0;
  for (const { 0: match, index } of text.matchAll(STRINGS_COMMENTS_AND_BRACKETS)) {
    if (match === '(' || match === '[' || match === '{') depth++;
    else if (match === ')' || match === ']' || match === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_BRACKET_DEPTH)
      return tooBig('nested brackets', MAX_BRACKET_DEPTH, { start: index, end: index + 1 });
  }
  return undefined;
}
