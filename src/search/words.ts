/** What no word of ours holds: spaces, brackets, quotes and the signs of operators. */
const BETWEEN_WORDS = /[\s,;|()[\]{}"'`“”‘’<>=!&*?+~^…•]+/u;
const EDGE = /^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu;
const CAMEL = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
const LONGEST = 80;

/** Splits a text into its words as typed, addresses, paths and identifiers whole: `10.1.2.7`, `ControlName_s`. */
export function wholeWords(text: string): readonly string[] {
  return text
    .split(BETWEEN_WORDS)
    .map((word) => word.replace(EDGE, ''))
    .filter((word) => word !== '' && word.length <= LONGEST);
}

/** The pieces of a word between its dots, slashes and dashes; pieces of numbers mean nothing alone. */
export function pieces(word: string): readonly string[] {
  return word.split(/[^\p{L}\p{N}_]+/u).filter((piece) => /\p{L}/u.test(piece));
}

/** The words under which a text is found: each whole, its pieces, and theirs between `_` and at capitals. */
export function indexedWords(text: string): string[] {
  const words: string[] = [];
  for (const word of wholeWords(text)) {
    const found = new Set([word.toLowerCase()]);
    for (const piece of pieces(word)) {
      found.add(piece.toLowerCase());
      for (const part of piece.split('_')) {
        if (part.length > 1) found.add(part.toLowerCase());
        for (const hump of part.split(CAMEL)) if (hump.length > 1 && /\p{L}/u.test(hump)) found.add(hump.toLowerCase());
      }
    }
    words.push(...found);
  }
  return words;
}
