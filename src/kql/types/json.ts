import { type Json, WholeReal } from './value.js';

/** How deep a dynamic may nest. */
const maxDepth = 2000;

/** Numbers that JSON.parse would change: whole ones beyond 2^53 and whole ones written as reals. */
const delicate = /\d{16}|\d\.0*(?![0-9])|\d[eE]/;

/** Reads JSON text; undefined when it is none. Whole numbers beyond 2^53 keep every digit, and `1.0` stays a real. */
export function parseJson(text: string): Json | undefined {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  return delicate.test(text) ? new ExactReader(text).read() : json;
}

/** Reads text that is known to be JSON, number by number. */
class ExactReader {
  private at = 0;

  constructor(private readonly text: string) {}

  read(): Json | undefined {
    return this.value(0);
  }

  private value(depth: number): Json | undefined {
    if (depth > maxDepth) return undefined;
    this.space();
    const start = this.text[this.at];
    if (start === '{') return this.object(depth);
    if (start === '[') return this.array(depth);
    if (start === '"') return this.string();
    for (const [word, value] of [['true', true], ['false', false], ['null', null]] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private space(): void {
    while (' \t\n\r'.includes(this.text[this.at]) && this.at < this.text.length) this.at++;
  }

  private object(depth: number): Json | undefined {
    const entries: [string, Json][] = [];
    this.at++;
    for (this.space(); this.text[this.at] !== '}'; this.space()) {
      if (this.text[this.at] === ',') {
        this.at++;
        this.space();
      }
      const key = this.string();
      this.space();
      this.at++;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      entries.push([key, value]);
    }
    this.at++;
    return Object.fromEntries(entries);
  }

  private array(depth: number): Json | undefined {
    const items: Json[] = [];
    this.at++;
    for (this.space(); this.text[this.at] !== ']'; this.space()) {
      if (this.text[this.at] === ',') this.at++;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
    }
    this.at++;
    return items;
  }

  private string(): string {
    const start = this.at++;
    while (this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
    this.at++;
    return JSON.parse(this.text.slice(start, this.at)) as string;
  }

  private number(): Json {
    const start = this.at;
    while (this.at < this.text.length && '+-.0123456789eE'.includes(this.text[this.at])) this.at++;
    const digits = this.text.slice(start, this.at);
    const double = Number(digits);
    if (/[.eE]/.test(digits)) return Number.isInteger(double) ? new WholeReal(double) : double;
    if (Number.isSafeInteger(double)) return double;
    const whole = BigInt(digits);
    return BigInt.asIntN(64, whole) === whole ? whole : new WholeReal(double);
  }
}

/** Prints a dynamic compactly, as tostring() does. */
export function printJson(json: Json): string {
  if (json === null) return 'null';
  switch (typeof json) {
    case 'string':
      return JSON.stringify(json);
    case 'bigint':
    case 'boolean':
      return String(json);
    case 'number':
      return Number.isFinite(json) ? String(json) : JSON.stringify(Number.isNaN(json) ? 'NaN' : json > 0 ? 'Infinity' : '-Infinity');
  }
  if (json instanceof WholeReal) return Number.isSafeInteger(json.value) ? `${json.value}.0` : String(json.value);
  if (Array.isArray(json)) return `[${json.map(printJson).join(',')}]`;
  return `{${Object.keys(json).map((key) => `${JSON.stringify(key)}:${printJson(json[key])}`).join(',')}}`;
}
