import { realText } from './real-text.js';
import { type Json, WholeReal } from './value.js';

/** How deep a dynamic may nest: everything that walks one may then recurse. Text that nests deeper is no JSON to us. */
const maxDepth = 1000;

/** Numbers that JSON.parse would change: of many digits, or a real that may be whole. Some strings match too, which costs time only. */
const delicate = /(?:^|[\s:,[])-?(?:\d{16,}|[\d.]{17,}|\d+\.0+|\d+(?:\.\d+)?e[-+]?\d+)(?=[\s,\]}]|$)/i;

/**
 * Reads JSON text; undefined when it is none. Whole numbers beyond 2^53 keep every digit, and `1.0` and `1e2` stay real;
 * of a key written twice the last value counts.
 */
export function parseJson(text: string): Json | undefined {
  const json = parseRoughly(text);
  return json === undefined || !isDelicate(text) ? json : new ExactReader(text).read();
}

/** The same, but for numbers that JavaScript's own reader changes: for whoever then looks at few of them. */
export function parseRoughly(text: string): Json | undefined {
  if (text.length > 2 * maxDepth && opensOften(text) && nestsTooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether a JSON text may hold numbers that `parseRoughly` changes. */
function isDelicate(text: string): boolean {
  return delicate.test(text);
}

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Whether there are enough brackets to nest too deep: most texts have too few, and to count them is quick. */
function opensOften(text: string): boolean {
  let count = 0;
  for (const bracket of ['[', '{'])
    for (let at = text.indexOf(bracket); at >= 0 && count <= maxDepth; at = text.indexOf(bracket, at + 1)) count++;
  return count > maxDepth;
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === quote) inString = !inString;
    else if (inString) i += unit === backslash ? 1 : 0;
    else if (unit === openBracket || unit === openBrace) {
      if (++depth > maxDepth) return true;
    } else if (unit === closeBracket || unit === closeBrace) depth--;
  }
  return false;
}

/** Reads text that is known to be JSON, number by number. */
class ExactReader {
  private at = 0;

  constructor(private readonly text: string) {}

  read(): Json {
    const unit = this.next();
    if (unit === openBrace) return this.object();
    if (unit === openBracket) return this.array();
    if (unit === quote) return this.string();
    const start = this.at;
    while (isOfWord(this.text.charCodeAt(this.at))) this.at++;
    const word = this.text.slice(start, this.at);
    return word === 'null' ? null : word === 'true' ? true : word === 'false' ? false : exactNumber(word);
  }

  /** The next character that is neither white space nor a separator: in text that is JSON their places are known. */
  private next(): number {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09 && unit !== 0x2c && unit !== 0x3a)
        return unit;
      this.at++;
    }
  }

  private object(): Json {
    const entries: [string, Json][] = [];
    this.at++;
    while (this.next() !== closeBrace) entries.push([this.string(), this.read()]);
    this.at++;
    return Object.fromEntries(entries);
  }

  private array(): Json {
    const items: Json[] = [];
    this.at++;
    while (this.next() !== closeBracket) items.push(this.read());
    this.at++;
    return items;
  }

  private string(): string {
    const start = this.at++;
    let escaped = false;
    for (let unit = this.text.charCodeAt(this.at); unit !== quote; unit = this.text.charCodeAt(this.at)) {
      if (unit === backslash) escaped = true;
      this.at += unit === backslash ? 2 : 1;
    }
    this.at++;
    return escaped ? (JSON.parse(this.text.slice(start, this.at)) as string) : this.text.slice(start + 1, this.at - 1);
  }
}

/** Letters, digits and the signs of a number. */
function isOfWord(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x2b ||
    unit === 0x2d ||
    unit === 0x2e ||
    ((unit | 0x20) > 0x60 && (unit | 0x20) < 0x7b)
  );
}

function exactNumber(text: string): Json {
  const double = Number(text);
  if (/[.e]/i.test(text)) return Number.isInteger(double) ? new WholeReal(double) : double;
  if (Number.isSafeInteger(double)) return double;
  const whole = BigInt(text);
  return BigInt.asIntN(64, whole) === whole ? whole : new WholeReal(double);
}

/** Prints a dynamic compactly, as tostring() does; NaN and the infinities become strings, as JSON has no such numbers. */
export function printJson(json: Json): string {
  if (json === null) return 'null';
  switch (typeof json) {
    case 'string':
      return JSON.stringify(json);
    case 'bigint':
    case 'boolean':
      return String(json);
    case 'number':
      if (Number.isInteger(json)) return String(json);
      return Number.isFinite(json) ? realText(json) : `"${json}"`;
  }
  if (json instanceof WholeReal) return realText(json.value);
  let text = '';
  if (Array.isArray(json)) {
    for (const item of json) text += `${text === '' ? '' : ','}${printJson(item)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(json))
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${printJson(json[key])}`;
  return `{${text}}`;
}
