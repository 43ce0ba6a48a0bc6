import type { Span } from '../../base/span.js';
import type { KeyValueFormat } from '../plan/nodes.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { compileRegex } from '../types/regex.js';
import { undelimitedPairs } from './undelimited-pairs.js';

/** Reads the keys of a text with the first value of each, blanks around both taken off. */
export type Pairs = (text: string) => ReadonlyMap<string, string>;

/** Makes the reader of a format; `wanted` are the keys that the query lists. */
export function pairReader(format: KeyValueFormat, wanted: ReadonlySet<string>, span: Span): Pairs {
  if (format.is === 'delimited') return (text) => new PairScanner(text, format, wanted, span).read();
  if (format.is === 'undelimited') return (text) => undelimitedPairs(text, format, wanted, span);
  const regex = compileRegex(format.regex);
  return (text) => {
    const pairs = new Map<string, string>();
    for (const { groups } of regex.matchAll(text)) keep(pairs, groups[1] ?? '', groups[2] ?? '');
    return pairs;
  };
}

function keep(pairs: Map<string, string>, key: string, value: string): void {
  const name = key.trim();
  if (!pairs.has(name)) pairs.set(name, value.trim());
}

/** Goes through one text with delimiters. */
class PairScanner {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly format: Extract<KeyValueFormat, { is: 'delimited' }>,
    private readonly wanted: ReadonlySet<string>,
    private readonly span: Span,
  ) {}

  read(): ReadonlyMap<string, string> {
    const pairs = new Map<string, string>();
    const { text, format } = this;
    while (this.at < text.length) {
      const key = this.key();
      if (key === null) continue;
      this.at += format.keyValue.length;
      keep(pairs, key, this.value(key));
    }
    return pairs;
  }

  /** Reads up to the delimiter behind a key; null where the text up to the next pair is no key. */
  private key(): string | null {
    const { text, format } = this;
    this.skipBlanks();
    if (this.skip(format.pair)) return null;
    const quoted = this.quoted();
    const end = this.nearest(format.keyValue, format.pair);
    const key = quoted ?? text.slice(this.at, end);
    this.at = end;
    this.skipBlanks();
    if (text.startsWith(format.keyValue, this.at)) return key;
    if (this.at === end) this.skip(format.pair);
    return null;
  }

  private value(key: string): string {
    const { text, format } = this;
    this.skipBlanks();
    const quoted = this.quoted();
    if (quoted !== null) {
      this.at = this.nearest(format.pair);
      return quoted;
    }
    const start = this.at;
    this.at = format.greedy ? this.endOfGreedy(key) : this.nearest(format.pair);
    return text.slice(start, this.at);
  }

  /** A greedy value goes up to the next key. Whether a key that the query does not list ends it is not known. */
  private endOfGreedy(key: string): number {
    const { text, format, at: start } = this;
    let end = start;
    for (;;) {
      this.at = end = this.nearest(format.pair);
      if (end === text.length) return end;
      this.at += format.pair.length;
      const behind = this.at;
      const next = this.key();
      if (next !== null) {
        if (this.wanted.has(key) && !this.wanted.has(next.trim()))
          raise(
            problems.unsupported(`parse-kv greedy=true before a key that is not listed, '${next.trim()}'`, this.span),
          );
        return end;
      }
      this.at = behind;
    }
  }

  /** Reads a text in quotes, its escapes resolved; null where no quote opens. */
  private quoted(): string | null {
    const { text, format } = this;
    const quote = format.quotes.find(([open]) => text.startsWith(open, this.at));
    if (quote === undefined) return null;
    let value = '';
    for (let i = this.at + quote[0].length; i < text.length; i++) {
      if (text.startsWith(quote[1], i)) {
        this.at = i + quote[1].length;
        return value;
      }
      if (format.escapes.includes(text[i]) && i + 1 < text.length) i++;
      value += text[i];
    }
    return raise(problems.unsupported('parse-kv of a text in quotes that do not close', this.span));
  }

  /** The place of the first of some texts from here on, or the end. */
  private nearest(...texts: readonly string[]): number {
    const places = texts.map((each) => this.text.indexOf(each, this.at)).filter((place) => place >= 0);
    return Math.min(this.text.length, ...places);
  }

  private skip(text: string): boolean {
    const found = this.text.startsWith(text, this.at);
    if (found) this.at += text.length;
    return found;
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}
