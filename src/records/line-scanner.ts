import { parseRoughly } from '../kql/index.js';

/** How a value is written: what it takes to read it, and what it tells of its type. */
export const Written = {
  /** A text of ASCII without escapes. */
  Plain: 0,
  /** A text without escapes. */
  Text: 1,
  Escaped: 2,
  /** A whole number that JavaScript's hold. */
  Digits: 3,
  /** One that a long holds. */
  Whole: 4,
  Number: 5,
  True: 6,
  False: 7,
  Null: 8,
  /** An object or an array. */
  Nested: 9,
} as const;
export type Written = (typeof Written)[keyof typeof Written];

/** A field's name. */
interface Key {
  readonly id: number;
  /** As it stands in the lines, with the quote behind it, four bytes a word; of the last word only a part may count. */
  readonly words: Int32Array;
  readonly lastMask: number;
  readonly length: number;
  /** The name that came behind it the last time: records of a table have the same fields in the same order. */
  next: Key | undefined;
  /** The line it was last seen in. */
  line: number;
}

// What a byte is inside of a string.
const PLAIN = 0;
const HIGH = 1;
const QUOTE = 2;
const BACKSLASH = 3;
const CONTROL = 4;
const insideString = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === 0x22 ? QUOTE : byte === 0x5c ? BACKSLASH : byte < 0x20 ? CONTROL : byte < 0x80 ? PLAIN : HIGH,
);
/** Letters that may stand behind a backslash, u aside. */
const escapes = new Set(Buffer.from('"\\/bfnrt'));

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
const quote = 0x22;
const newline = 0x0a;
const zero = 0x30;

const timeForm = Buffer.from('0000-00-00T00:00:00');

const nothing: readonly boolean[] = [];

/** What nests deeper is read by the reader that knows where to stop. */
const DEEPEST = 50;

/** Whole numbers of so many digits are exact as JavaScript's, and of so many are a long in any case. */
const MOST_DIGITS = 15;
const MOST_LONG_DIGITS = 18;

/**
 * Finds the fields of records in the bytes of JSON lines, without making the records. It takes only what is certain to be JSON:
 * a line that it does not take may be none, or one that is written in an unusual way.
 */
export class LineScanner {
  /** The fields of the line: which they are, where their values stand, and how these are written. */
  readonly ids: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly written: Written[] = [];
  count = 0;
  readonly names: string[] = [];

  private readonly keys = new Map<string, Key>();
  private readonly first = keyNamed('', -1);
  private readonly view: DataView;
  /** The end of the last line behind which a word can still be read. */
  private readonly lastEnd: number;
  private line = 0;
  /** How the value was written behind which the last step ended. */
  private how: Written = Written.Null;

  constructor(private readonly bytes: Buffer) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.lastEnd = bytes.length < 5 ? -1 : bytes.lastIndexOf(newline, bytes.length - 5);
  }

  /** The number of a field's name. */
  idOf(name: string): number {
    return this.keyOf(name).id;
  }

  /**
   * Finds the fields of the line that starts there, and gives its end; -1 where it may be none that is a JSON object.
   * Fields that are `quiet`, by the number of their name, and hold a text are left out.
   */
  scan(start: number, quiet: readonly boolean[] = nothing): number {
    const { bytes, ids, starts, ends, written } = this;
    this.count = 0;
    this.line++;
    if (start > this.lastEnd) return -1;
    let at = this.behindSpace(start);
    if (bytes[at++] !== openBrace) return -1;
    at = this.behindSpace(at);
    if (bytes[at] === closeBrace) return this.endOfLine(at + 1);
    for (let before = this.first; ; ) {
      if (bytes[at] !== quote) return -1;
      let key = before.next;
      const name = at + 1;
      if (key !== undefined && this.stands(name, key)) at = name + key.length;
      else {
        at = this.behindString(at);
        if (at < 0 || this.how === Written.Escaped) return -1;
        key = this.keyOf(bytes.toString('utf8', name, at - 1));
        before.next = key;
      }
      if (key.line === this.line) return -1;
      key.line = this.line;
      before = key;

      at = this.behindSpace(at);
      if (bytes[at++] !== colon) return -1;
      at = this.behindSpace(at);
      const from = at;
      at = bytes[at] === quote ? this.behindString(at) : this.behindValue(at);
      if (at < 0) return -1;
      if (this.how > Written.Escaped || quiet[key.id] !== true) {
        const i = this.count++;
        ids[i] = key.id;
        starts[i] = from;
        ends[i] = at;
        written[i] = this.how;
      }

      at = this.behindSpace(at);
      const separator = bytes[at++];
      if (separator === closeBrace) return this.endOfLine(at);
      if (separator !== comma) return -1;
      at = this.behindSpace(at);
    }
  }

  /** Whether the value is a time for certain, in the form that most logs write it: `2021-04-19T12:13:19[.483]Z`. */
  isTime(i: number): boolean {
    const { bytes } = this;
    const start = this.starts[i] + 1;
    const end = this.ends[i] - 1;
    if (end - start <= timeForm.length || bytes[start] === zero || bytes[end - 1] !== 0x5a) return false;
    for (let at = 0; at < timeForm.length; at++) {
      const byte = bytes[start + at];
      if (timeForm[at] === zero ? !isDigit(byte) : byte !== timeForm[at]) return false;
    }
    const two = (at: number) => (bytes[start + at] - zero) * 10 + bytes[start + at + 1] - zero;
    const month = two(5);
    const day = two(8);
    if (month < 1 || month > 12 || day < 1 || day > 28 || two(11) > 23 || two(14) > 59 || two(17) > 59) return false;
    const fraction = start + timeForm.length;
    return fraction === end - 1 || (bytes[fraction] === 0x2e && this.behindDigits(fraction + 1) === end - 1);
  }

  private keyOf(name: string): Key {
    let key = this.keys.get(name);
    if (key === undefined) {
      key = keyNamed(name, this.names.length);
      this.keys.set(name, key);
      this.names.push(name);
    }
    return key;
  }

  private stands(at: number, { words, lastMask }: Key): boolean {
    const { view } = this;
    const last = words.length - 1;
    if (at + 4 * words.length > view.byteLength) return false;
    for (let i = 0; i < last; i++) if (view.getInt32(at + 4 * i, true) !== words[i]) return false;
    return (view.getInt32(at + 4 * last, true) & lastMask) === words[last];
  }

  // Each of these says where what stands at a place ends, and -1 where it is not certain to be JSON.

  private endOfLine(at: number): number {
    const end = this.behindSpace(at);
    return this.bytes[end] === newline ? end : -1;
  }

  private behindSpace(at: number): number {
    const { bytes } = this;
    let end = at;
    for (let byte = bytes[end]; byte === 0x20 || byte === 0x09 || byte === 0x0d; ) byte = bytes[++end];
    return end;
  }

  private behindString(start: number): number {
    const { bytes, view } = this;
    this.how = Written.Plain;
    for (let at = start + 1; ; at++) {
      while (isPlain(view.getInt32(at, true))) at += 4;
      let inside = insideString[bytes[at]];
      while (inside === PLAIN) inside = insideString[bytes[++at]];
      if (inside === QUOTE) return at + 1;
      if (inside === HIGH) {
        if (this.how === Written.Plain) this.how = Written.Text;
        continue;
      }
      if (inside !== BACKSLASH) return -1;
      this.how = Written.Escaped;
      at++;
      if (bytes[at] === 0x75) {
        for (let i = 0; i < 4; i++) if (!isHexDigit(bytes[++at])) return -1;
      } else if (!escapes.has(bytes[at])) return -1;
    }
  }

  private behindValue(at: number): number {
    switch (this.bytes[at]) {
      case openBrace:
      case openBracket:
        return this.behindNested(at);
      case 0x74:
        return this.behindWord(at, 'true', Written.True);
      case 0x66:
        return this.behindWord(at, 'false', Written.False);
      case 0x6e:
        return this.behindWord(at, 'null', Written.Null);
      default:
        return this.behindNumber(at);
    }
  }

  private behindWord(at: number, word: string, how: Written): number {
    this.how = how;
    for (let i = 0; i < word.length; i++) if (this.bytes[at + i] !== word.charCodeAt(i)) return -1;
    return at + word.length;
  }

  private behindNumber(start: number): number {
    const { bytes } = this;
    const first = bytes[start] === 0x2d ? start + 1 : start;
    let at = this.behindDigits(first);
    if (at < 0 || (bytes[first] === zero && at > first + 1)) return -1;
    const digits = at - first;
    this.how = digits <= MOST_DIGITS ? Written.Digits : digits <= MOST_LONG_DIGITS ? Written.Whole : Written.Number;
    if (bytes[at] === 0x2e) {
      this.how = Written.Number;
      at = this.behindDigits(at + 1);
    }
    if (at >= 0 && (bytes[at] === 0x65 || bytes[at] === 0x45)) {
      this.how = Written.Number;
      const signed = bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d;
      at = this.behindDigits(signed ? at + 2 : at + 1);
    }
    return at;
  }

  private behindDigits(start: number): number {
    let at = start;
    while (isDigit(this.bytes[at])) at++;
    return at === start ? -1 : at;
  }

  /** An object or an array: its brackets tell its end, and JavaScript's own reader whether it is well formed. */
  private behindNested(start: number): number {
    const { bytes } = this;
    let at = start;
    for (let depth = 0; ; ) {
      const byte = bytes[at];
      if (byte === quote) {
        at = this.behindString(at);
        if (at < 0) return -1;
        continue;
      }
      if (byte === undefined || byte === newline) return -1;
      at++;
      if (byte === openBrace || byte === openBracket) {
        if (++depth > DEEPEST) return -1;
      } else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) break;
    }
    this.how = Written.Nested;
    return parseRoughly(bytes.toString('utf8', start, at)) === undefined ? -1 : at;
  }
}

function keyNamed(name: string, id: number): Key {
  const text = Buffer.from(`${name}"`);
  const words = new Int32Array(Math.ceil(text.length / 4));
  new Uint8Array(words.buffer).set(text);
  return {
    id,
    words,
    lastMask: -1 >>> (8 * (4 * words.length - text.length)),
    length: text.length,
    next: undefined,
    line: -1,
  };
}

/** Whether none of four bytes ends a string, or is no plain character: the highest bit of each byte tells. */
function isPlain(word: number): boolean {
  const quotes = word ^ 0x22222222;
  const backslashes = word ^ 0x5c5c5c5c;
  return (((word - 0x20202020) | (quotes - 0x01010101) | (backslashes - 0x01010101) | word) & 0x80808080) === 0;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}
