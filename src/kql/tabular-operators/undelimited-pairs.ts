import type { Span } from '../../base/span.js';
import type { KeyValueFormat } from '../plan/nodes.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';

type Undelimited = Extract<KeyValueFormat, { is: 'undelimited' }>;

/** A word, or a text in quotes, with the characters in front of it. */
interface Token {
  readonly text: string;
  readonly gap: string;
}

/** A value with what parts it from its key; undefined where the text ends behind the key. */
type Pair = Token | undefined;

/** What may be meant by a letter or digit. */
const characters = [/[A-Za-z0-9]/, /[A-Za-z0-9_]/, /[\p{L}\p{N}]/u, /[\p{L}\p{N}_]/u];

/**
 * The pairs of a text in which every character that is no letter or digit may part keys and values. Microsoft tells no more than that, so a
 * text is refused where it matters whether words are taken two by two or looked through for the keys, or what counts as a letter.
 */
export function undelimitedPairs(
  text: string,
  format: Undelimited,
  wanted: ReadonlySet<string>,
  span: Span,
): ReadonlyMap<string, string> {
  const refuse = (reason: string) => raise(problems.unsupported('parse-kv without delimiters', span, reason));
  const readings = characters.flatMap((character) => {
    const tokens = tokensOf(text, character, format) ?? refuse('quotes that do not close');
    return [lookedFor(tokens, wanted), twoByTwo(tokens, wanted)];
  });
  const found = new Map<string, string>();
  for (const key of wanted) {
    const [first, ...others] = readings.map((pairs) => (pairs.has(key) ? (pairs.get(key) ?? null) : undefined));
    if (others.some((other) => other?.text !== first?.text || other?.gap !== first?.gap))
      refuse(`a text in which '${key}' may be read in several ways`);
    if (first === undefined) continue;
    if (first === null || wanted.has(first.text) || first.gap.replace(/\s/g, '').length > 1)
      return refuse(`a text in which '${key}' may have no value`);
    found.set(key, first.text.trim());
  }
  return found;
}

function lookedFor(tokens: readonly Token[], wanted: ReadonlySet<string>): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  tokens.forEach(({ text }, i) => {
    if (wanted.has(text) && !pairs.has(text)) pairs.set(text, tokens[i + 1]);
  });
  return pairs;
}

function twoByTwo(tokens: readonly Token[], wanted: ReadonlySet<string>): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (let i = 0; i < tokens.length; i += 2) {
    const { text } = tokens[i];
    if (wanted.has(text) && !pairs.has(text)) pairs.set(text, tokens[i + 1]);
  }
  return pairs;
}

/** The words of a text, and its texts in quotes with their escapes resolved; undefined where a quote does not close. */
function tokensOf(text: string, character: RegExp, { quotes, escapes }: Undelimited): Token[] | undefined {
  const tokens: Token[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const gap = text.slice(from, at);
    const quote = quotes.find(([open]) => open === text[at]);
    let word = '';
    if (quote !== undefined) {
      for (at++; text[at] !== quote[1]; at++) {
        if (escapes.includes(text[at])) at++;
        if (at >= text.length) return undefined;
        word += text[at];
      }
      at++;
    } else if (character.test(text[at])) {
      while (at < text.length && character.test(text[at])) word += text[at++];
    } else {
      at++;
      continue;
    }
    tokens.push({ text: word, gap });
    from = at;
  }
  return tokens;
}
