import { compileRegex, type Regex } from '../../types/regex.js';

/** The text without the match of a pattern at its start. */
export function trimStart(text: string, pattern: string): string {
  const match = anchored(pattern, `^(?:${pattern})`).match(text);
  return match === null ? text : text.slice(match.end);
}

/** The text without the match of a pattern at its end. */
export function trimEnd(text: string, pattern: string): string {
  const match = anchored(pattern, `(?:${pattern})$`).match(text);
  return match === null ? text : text.slice(0, match.start);
}

/** The pattern is compiled by itself first: what is wrong with it is said of what was typed. */
function anchored(pattern: string, withAnchor: string): Regex {
  compileRegex(pattern);
  return compileRegex(withAnchor);
}
