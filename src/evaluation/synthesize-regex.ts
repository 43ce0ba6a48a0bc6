/** A piece of text that a pattern matches; `group` pieces are what a group captured. */
export interface Piece {
  readonly text: string;
  readonly group?: number;
}

/**
 * Writes a text that a regular expression matches, as simply as can be: each class gives one character, each repetition the fewest, each
 * choice its first branch. Returns undefined for what it does not understand.
 */
export function textMatching(given: string, wanted: readonly number[] = []): readonly Piece[] | undefined {
  const pattern = given.replace(/^\(\?[imsU]+\)/, '');
  const writer = new Writer(pattern, wanted);
  const pieces = writer.alternatives();
  return pieces === undefined || !writer.atEnd ? undefined : pieces;
}

/** The engine's pattern in words of this language; undefined where it has none. */
export function expressionOf(pattern: string): RegExp | undefined {
  const [all, flags = ''] = /^\(\?([ims]+)\)/.exec(pattern) ?? [''];
  const body = pattern
    .slice(all.length)
    .replace(/\\(.)/g, (whole, char: string) => assertions[char] ?? whole)
    .replace(/\(\?P</g, '(?<')
    .replace(/\[:(\w+):\]/g, (whole, name: string) => ranges[name] ?? whole);
  try {
    return new RegExp(body, flags);
  } catch {
    return undefined;
  }
}

const assertions: Readonly<Record<string, string>> = {
  A: '^',
  z: '$',
  Z: '$',
  '<': '\\b(?=\\w)',
  '>': '\\b(?<=\\w)',
};
const ranges: Readonly<Record<string, string>> = {
  digit: '0-9',
  alpha: 'a-zA-Z',
  alnum: 'a-zA-Z0-9',
  space: '\\s',
  word: '\\w',
  upper: 'A-Z',
  lower: 'a-z',
  xdigit: '0-9a-fA-F',
};
const classes: Readonly<Record<string, string>> = { d: '7', w: 'a', s: ' ', D: 'x', W: '-', S: 'x' };
const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' };
const posix: Readonly<Record<string, string>> = {
  digit: '7',
  alpha: 'a',
  alnum: 'a',
  space: ' ',
  punct: '-',
  xdigit: 'a',
};

class Writer {
  private at = 0;
  private groups = 0;

  constructor(
    private readonly pattern: string,
    private readonly wanted: readonly number[],
  ) {}

  get atEnd(): boolean {
    return this.at >= this.pattern.length;
  }

  alternatives(): Piece[] | undefined {
    const first = this.sequence();
    while (first !== undefined && this.take('|')) if (this.sequence() === undefined) return undefined;
    return first;
  }

  private sequence(): Piece[] | undefined {
    const pieces: Piece[] = [];
    while (!this.atEnd && this.peek !== '|' && this.peek !== ')') {
      const atom = this.atom();
      if (atom === undefined) return undefined;
      const count = this.repetition();
      if (count === undefined) return undefined;
      for (let i = 0; i < count; i++) pieces.push(...atom);
    }
    return pieces;
  }

  private get peek(): string {
    return this.pattern[this.at] ?? '';
  }

  private take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private atom(): Piece[] | undefined {
    if (this.take('(')) return this.group();
    if (this.take('[')) return this.set();
    if (this.take('\\')) return this.escape();
    const char = this.peek;
    this.at++;
    if (char === '^' || char === '$') return [];
    return [{ text: char === '.' ? 'x' : char }];
  }

  private group(): Piece[] | undefined {
    const flags = /^\?[imsUx-]+\)/.exec(this.pattern.slice(this.at));
    if (flags !== null) {
      this.at += flags[0].length;
      return [];
    }
    if (/^\?<?[!=]/.test(this.pattern.slice(this.at))) return undefined;
    const opening = /^\?(?:P?<\w+>|[imsUx-]*:)/.exec(this.pattern.slice(this.at));
    if (opening !== null) this.at += opening[0].length;
    const captures = opening === null || opening[0].endsWith('>');
    const number = captures ? ++this.groups : undefined;
    const inner = this.alternatives();
    if (inner === undefined || !this.take(')')) return undefined;
    return number !== undefined && this.wanted.includes(number)
      ? [{ text: inner.map(({ text }) => text).join(''), group: number }]
      : inner;
  }

  private escape(): Piece[] | undefined {
    const char = this.peek;
    this.at++;
    if (/^[bBAzZ<>]$/.test(char)) return [];
    if (char === 'x') {
      const code = /^[0-9a-fA-F]{2}/.exec(this.pattern.slice(this.at))?.[0];
      if (code === undefined) return undefined;
      this.at += 2;
      return [{ text: String.fromCharCode(Number.parseInt(code, 16)) }];
    }
    if (char === 'p' || char === 'P' || char === 'Q' || char === '') return undefined;
    return [{ text: classes[char] ?? controls[char] ?? char }];
  }

  /** A set of characters: one that is in it. */
  private set(): Piece[] | undefined {
    const negated = this.take('^');
    const start = this.at;
    const members: string[] = [];
    while (!this.atEnd && (this.peek !== ']' || this.at === start)) {
      const named = /^\[:(\w+):\]/.exec(this.pattern.slice(this.at));
      if (named !== null) {
        this.at += named[0].length;
        members.push(posix[named[1]] ?? 'a');
        continue;
      }
      const low = this.pattern[this.at++];
      const char = low === '\\' ? this.pattern[this.at++] : low;
      if (this.peek === '-' && this.pattern[this.at + 1] !== ']' && !(low === '\\' && char in classes)) {
        this.at++;
        const high = this.take('\\') ? this.pattern[this.at++] : this.pattern[this.at++];
        for (let code = char.charCodeAt(0); code <= high.charCodeAt(0); code++) members.push(String.fromCharCode(code));
      } else members.push(low === '\\' ? (classes[char] ?? controls[char] ?? char) : char);
    }
    if (!this.take(']')) return undefined;
    if (!negated) return [{ text: members.find((char) => /[a-z0-9]/i.test(char)) ?? members[0] ?? 'x' }];
    const all = expressionOf(`[^${this.pattern.slice(start, this.at - 1)}]`);
    const other = ['x', '7', '-', ' ', 'Q', '.', '/'].find((char) => all?.test(char) ?? !members.includes(char));
    return other === undefined ? undefined : [{ text: other }];
  }

  private repetition(): number | undefined {
    const { pattern } = this;
    const counted = /^\{(\d+)(?:,\d*)?\}/.exec(pattern.slice(this.at));
    let count = 1;
    if (counted !== null) {
      this.at += counted[0].length;
      count = Number(counted[1]);
    } else if (this.take('*') || this.take('?')) count = pattern[this.at - 1] === '*' ? 1 : 0;
    else if (this.take('+')) count = 1;
    else return 1;
    if (!this.take('?')) this.take('+');
    // What may be left out is written where a group of it is asked for.
    return count > 2000 ? undefined : count === 0 && this.wanted.length > 0 ? 1 : count;
  }
}
