/** The offset behind the bracket that closes the one at `open`, past strings and comments; -1 if none does. */
export function closingBracket(text: string, open: number): number {
  let depth = 0;
  let i = open;
  while (i < text.length) {
    const next = skipQuotedOrComment(text, i);
    if (next > i) {
      i = next;
      continue;
    }
    const unit = text[i++];
    if (unit === '(' || unit === '[' || unit === '{') depth++;
    else if (unit === ')' || unit === ']' || unit === '}') {
      depth--;
      if (depth === 0) return i;
    }
  }
  return -1;
}

/** Splits a list at the commas that stand outside brackets and strings. */
export function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let i = 0;
  while (i < text.length) {
    const next = skipQuotedOrComment(text, i);
    if (next > i) i = next;
    else if ('([{'.includes(text[i])) {
      const end = closingBracket(text, i);
      i = end < 0 ? text.length : end;
    } else {
      if (text[i] === ',') {
        parts.push(text.slice(start, i));
        start = i + 1;
      }
      i++;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** A query without its comments. */
export function withoutComments(text: string): string {
  return codeAndStrings(text).join('');
}

/** A query without comments, and with white space only where it parts two words: queries that differ in these alone are one. */
export function withoutLayout(text: string): string {
  return codeAndStrings(text)
    .map((part, i) => (i % 2 === 0 ? part.replace(/\s+/g, ' ').replace(/ ?([^\w ]) ?/g, '$1') : part))
    .join('')
    .trim();
}

/** The stretches of code and the strings between them, in turn; comments are left out. */
function codeAndStrings(text: string): string[] {
  const parts = [''];
  let i = 0;
  while (i < text.length) {
    const next = skipQuotedOrComment(text, i);
    if (next === i) parts[parts.length - 1] += text[i++];
    else {
      if (!text.startsWith('//', i)) parts.push(text.slice(i, next), '');
      i = next;
    }
  }
  return parts;
}

const QUOTED =
  /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|@'(?:[^']|'')*'?|@"(?:[^"]|"")*"?|'(?:[^'\\\r\n]|\\.)*'?|"(?:[^"\\\r\n]|\\.)*"?|\/\/[^\r\n]*/y;

function skipQuotedOrComment(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  // Only @ " ' / ` and ~ can begin one; the regex is costly to try at every letter.
  if (unit !== 64 && unit !== 34 && unit !== 39 && unit !== 47 && unit !== 96 && unit !== 126) return at;
  QUOTED.lastIndex = at;
  return QUOTED.test(text) ? QUOTED.lastIndex : at;
}
