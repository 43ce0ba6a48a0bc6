/** Answers one question about a text. */
export type TextTest = (text: string) => boolean;

/** Which ends of the needle must be ends of terms. */
export interface Ends {
  readonly left: boolean;
  readonly right: boolean;
}

export const wholeTerm: Ends = { left: true, right: true };
export const termPrefix: Ends = { left: true, right: false };
export const termSuffix: Ends = { left: false, right: true };

/**
 * Tests whether a text has a needle with the ends asked for. A term is a longest run of letters and digits of any script; all other
 * characters, underscores too, part terms. An end of the needle that is no letter or digit needs no end of a term.
 */
export function hasTerm(needle: string, ends: Ends, caseSensitive: boolean): TextTest {
  return hasAnyTerm([needle], ends, caseSensitive);
}

/** Tests whether a text has any of the needles. */
export function hasAnyTerm(needles: readonly string[], ends: Ends, caseSensitive: boolean): TextTest {
  if (needles.length === 0) return () => false;
  if (needles.includes('')) return () => true;
  // A few needles at a time keep the alternation short; each text is read once for each of them.
  if (needles.length > longestAlternation) {
    const tests: TextTest[] = [];
    for (let i = 0; i < needles.length; i += longestAlternation)
      tests.push(hasAnyTerm(needles.slice(i, i + longestAlternation), ends, caseSensitive));
    return (text) => tests.some((test) => test(text));
  }
  const search = new RegExp(needles.map((needle) => alternative(needle, ends)).join('|'), caseSensitive ? 'g' : 'gi');
  return (text) => {
    search.lastIndex = 0;
    for (let match = search.exec(text); match !== null; match = search.exec(text)) {
      const start = match.index;
      const end = search.lastIndex;
      if (ends.right && text.charCodeAt(end) > 127) return hasAnySlowly(text, needles, ends, caseSensitive);
      if (!ends.left || startsTerm(text, start)) return true;
      search.lastIndex = start + 1;
    }
    return false;
  };
}

const longestAlternation = 200;

/** The needle as a pattern that sees, of what follows, ASCII. */
function alternative(needle: string, { right }: Ends): string {
  const literal = escapeLiteral(needle);
  return right && isTermCharacter(characterBefore(needle, needle.length)) ? `${literal}(?![0-9A-Za-z])` : literal;
}

function hasAnySlowly(text: string, needles: readonly string[], ends: Ends, caseSensitive: boolean): boolean {
  return needles.some((needle) => {
    const search = new RegExp(escapeLiteral(needle), caseSensitive ? 'g' : 'gi');
    for (let match = search.exec(text); match !== null; match = search.exec(text)) {
      if ((!ends.left || startsTerm(text, match.index)) && (!ends.right || endsTerm(text, search.lastIndex)))
        return true;
      search.lastIndex = match.index + 1;
    }
    return false;
  });
}

/** A pattern of JavaScript's that matches exactly this text. */
export function escapeLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function startsTerm(text: string, at: number): boolean {
  return !isTermCharacter(characterAt(text, at)) || !isTermCharacter(characterBefore(text, at));
}

function endsTerm(text: string, at: number): boolean {
  return !isTermCharacter(characterBefore(text, at)) || !isTermCharacter(characterAt(text, at));
}

/** Whether a code point is a letter or a digit; -1 stands for an end of the text. */
function isTermCharacter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}

function characterAt(text: string, at: number): number {
  return text.codePointAt(at) ?? -1;
}

function characterBefore(text: string, at: number): number {
  if (at === 0) return -1;
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && at > 1 ? (text.codePointAt(at - 2) as number) : unit;
}
