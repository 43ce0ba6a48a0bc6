import { addressOf, numberOf, reaches, textOf } from './synthesize-goals.js';
import { expressionOf, textMatching } from './synthesize-regex.js';
import { type Constant, DeadEnd, type Goal, type Slot, type Template } from './synthesize-slots.js';

const ticksPerSecond = 10_000_000;
const positive = (goal: Goal) => goal.not !== true;
/** What fields are called that hold times. */
const timeName = /^TimeGenerated$|time_?stamp$|DateTime$|[a-z]_?Time$/i;
const joinable: ReadonlySet<Goal['is']> = new Set(['contains', 'has', 'hasprefix', 'hassuffix']);

/** Tells which of its values a slot has in a copy of its record. */
export type At = (slot: Slot) => number;

const first: At = () => 0;

/** Chooses the values of made-up records: the same slot and copy give the same value. */
export class Values {
  /** `now` in ticks. */
  constructor(private readonly now: number) {}

  /** The value of a slot in a copy of its record: a text, number, truth value, or an object; times are ticks. */
  of(given: Slot, at: At = first): unknown {
    const slot = given.self;
    // What is made of other values is made of theirs in each copy.
    if (slot.members.size > 0 || slot.templates.length > 0) return this.choose(slot, at);
    const known = slot.chosen.get(at(slot));
    if (known !== undefined) return known;
    const value = this.choose(slot, at);
    slot.chosen.set(at(slot), value);
    return value;
  }

  private choose(slot: Slot, at: At): unknown {
    if (slot.delimiter !== undefined) return this.cut(slot, at);
    if (slot.members.size > 0) return this.whole(slot, at);
    const goals = slot.folded ? slot.goals.map(folded) : slot.goals;
    const fits = (value: unknown) => goals.every((goal) => reaches(value, goal));
    for (const value of this.candidates(slot, goals, at)) if (fits(value)) return value;
    throw new DeadEnd(`no value of ${slot.name} is ${goals.map(inWords).join(' and ')}`);
  }

  /** The object or array that a slot's members make. */
  private whole(slot: Slot, at: At): unknown {
    const places = [...slot.members.keys()];
    const isArray = places.every((place) => typeof place === 'number');
    const items = [...slot.members].map(([name, member]) => [name, this.plain(member, at)] as const);
    const texts = slot.goals.filter((goal) => positive(goal) && joinable.has(goal.is) && goal.values.length > 0);
    if (isArray) {
      const array: unknown[] = Array.from({ length: Math.max(...(places as number[])) + 1 }, () => '');
      for (const [place, value] of items) array[place as number] = value;
      return [
        ...array,
        ...slot.templates.map((each) => this.written(each, at)),
        ...texts.map(({ values }) => textOf(values[0].value)),
      ];
    }
    const object = Object.fromEntries(items);
    for (const { values } of texts)
      if (!textOf(object).toLowerCase().includes(textOf(values[0].value).toLowerCase()))
        object.Notes = `${textOf(object.Notes)} ${textOf(values[0].value)}`.trim();
    return object;
  }

  /** A value inside an object: times are texts there. */
  private plain(slot: Slot, at: At): unknown {
    const value = this.of(slot, at);
    if (slot.self.isText && typeof value === 'string' && value.startsWith('"')) return JSON.stringify(value);
    return this.typeOf(slot.self) === 'datetime' && typeof value === 'number' ? timeText(value) : value;
  }

  /** A text of parts: those that nobody asks for are as a pattern for the whole wants them. */
  private cut(slot: Slot, at: At): string {
    const delimiter = slot.delimiter ?? '';
    const wanted = slot.goals.filter(positive);
    const pattern = wanted.find(({ is }) => is === 'regex');
    const pieces = pattern && textMatching(textOf(pattern.values[0]?.value));
    const model = pieces?.map(({ text }) => text).join('') ?? slot.example;
    const usual = model?.split(delimiter) ?? [];
    const words = wanted
      .filter(({ is, values }) => joinable.has(is) && values.length > 0)
      .map((goal) => pick(goal, at(slot)));
    const places = [...slot.members.keys()].map(Number);
    const isCut = words.some((word) => word.includes(delimiter)) ? 2 : 1;
    const fromEnd = Math.max(0, ...places.map((place) => -place));
    const length = Math.max(Math.max(-1, ...places) + 1 + fromEnd, usual.length, isCut);
    const parts = Array.from({ length }, (_, i) => {
      const member = slot.members.get(i) ?? slot.members.get(i - length);
      if (member !== undefined) member.self.example ??= usual[i];
      return member === undefined ? (usual[i] ?? `part${i}`) : textOf(this.plain(member, at));
    });
    const text = parts.join(delimiter);
    const more = words.filter((word) => !text.toLowerCase().includes(word.toLowerCase()));
    return (fromEnd > 0 ? [...more, text] : [text, ...more]).join(delimiter);
  }

  private *candidates(slot: Slot, goals: readonly Goal[], at: At): Generator<unknown> {
    const copy = at(slot);
    for (const { is, values } of goals.filter(positive))
      if (is === 'eq' || is === 'in')
        for (let i = 0; i < Math.min(values.length, 200); i++) yield values[(i + copy) % values.length].value;
    if (goals.some((goal) => goal.is === 'empty' && positive(goal))) yield '';
    switch (this.typeOf(slot)) {
      case 'bool':
        yield true;
        yield false;
        return;
      case 'datetime':
        yield* this.times(goals, copy);
        return;
      case 'timespan':
      case 'int':
      case 'long':
      case 'real':
      case 'decimal':
        yield* numbers(goals, copy);
        return;
      default:
        yield* this.texts(slot, goals, at);
    }
  }

  typeOf({ type, goals, name, hint }: Slot): Constant['type'] {
    if (type !== undefined && type !== 'dynamic' && type !== 'string') return type;
    if (goals.some(({ is }) => is === 'hour' || is === 'weekday')) return 'datetime';
    if (hint !== undefined) return hint;
    if (type === 'string') return type;
    const known = goals.find(({ is, values }) => /^(eq|in|lt|le|gt|ge)$/.test(is) && values.length > 0);
    if (known !== undefined) return known.values[0].type;
    return type === undefined && timeName.test(name) ? 'datetime' : 'string';
  }

  private *times(goals: readonly Goal[], copy: number): Generator<number> {
    const second = ticksPerSecond;
    const bounds = goals.filter(positive).filter(({ is }) => /^[lg][te]$/.test(is));
    yield this.now - (60 + copy) * second;
    for (const { values } of bounds)
      for (const away of [60 + copy, -60 - copy, 1, -1, 0, 3600, -3600])
        yield numberOf(values[0].value) + away * second;
    for (let hours = 1; hours < 24 * 8; hours++) yield this.now - (hours * 3600 + copy) * second;
  }

  private *texts(slot: Slot, goals: readonly Goal[], at: At): Generator<string> {
    const copy = at(slot);
    const wanted = goals.filter(positive);
    const those = (is: Goal['is']) => wanted.filter((goal) => goal.is === is).map((goal) => pick(goal, copy));
    const written = slot.templates.map((template) => this.written(template, at));
    const patterns = those('regex').flatMap((pattern) => {
      const pieces = textMatching(pattern);
      const isWritten = written.length > 0 && expressionOf(pattern)?.test(written.join(' ')) === true;
      return pieces === undefined || isWritten ? [] : [pieces.map(({ text }) => text).join('')];
    });
    const words = longestOf(wanted.filter(({ is }) => joinable.has(is)).map((goal) => pick(goal, copy)));
    const lengths = wanted.filter(({ is }) => is === 'length').map(({ values }) => numberOf(values[0].value));
    const [start = '', end = ''] = [those('startswith').sort(longest)[0], those('endswith').sort(longest)[0]];
    const middle = [
      ...written,
      ...patterns,
      ...words.filter((word) => ![...written, ...patterns].some((each) => each.includes(word))),
    ];
    const others = middle.slice(written.length);
    // What a value ends must come last, so that the value is all that follows.
    const isOpen = slot.templates.some(({ parts }) => typeof parts.at(-1) === 'object');
    if (start === '' && end === '' && written.length > 0 && (isOpen || others.length === 0))
      for (const gap of [' ', '']) yield [...others, ...written].join(gap);
    const lone = middle.length === 1 && start === '' && end === '' ? middle[0] : undefined;
    if (lone !== undefined && copy === 0) yield lone;
    for (const length of lengths) yield 'x'.repeat(length);
    if (slot.example !== undefined) for (const more of [0, 1, 2]) yield varied(slot.example, copy + more);
    if (middle.length === 0 && start === '' && end === '') yield* this.names(slot, goals, copy);
    const number = copy === 0 ? '' : String(copy);
    for (const gap of [' ', '/', '.', ''])
      for (const extra of [number, '']) yield [start, ...middle, extra, end].filter(Boolean).join(gap);
    if (lone !== undefined) yield lone;
    for (const pattern of patterns) yield pattern;
    yield start + end;
    yield '';
  }

  private written({ parts }: Template, at: At): string {
    return parts.map((part) => (typeof part === 'string' ? part : textOf(this.plain(part, at)))).join('');
  }

  /** What a field of that name may hold. */
  private *names({ name }: Slot, goals: readonly Goal[], copy: number): Generator<string> {
    for (const { values } of goals.filter((goal) => goal.is === 'cidr' && positive(goal))) {
      const [start] = textOf(pick1(values, copy)).split('/');
      for (const more of [1 + copy, 0, 1]) yield addressText(addressOf(start) + more);
    }
    if (goals.some((goal) => goal.is === 'private' && positive(goal))) yield addressText(addressOf('10.1.0.1') + copy);
    if (goals.some(({ is }) => is === 'cidr' || is === 'private')) yield addressText(addressOf('203.0.113.1') + copy);
    if (/ip(?!t)|addr/i.test(name) && !/ship|script|descr|recip|princip|multip|email/i.test(name))
      yield addressText(addressOf('203.0.113.1') + copy);
    if (/url|uri$/i.test(name)) yield `https://site${copy}.example/made-up`;
    if (/upn|mail|principalname|recipient|sender/i.test(name)) yield `user${copy}@contoso.example`;
    if (/domain|suffix|fqdn|hostname$/i.test(name)) yield `contoso${copy === 0 ? '' : copy}.example`;
    if (/port$/i.test(name)) yield String(50_000 + (copy % 10_000));
    yield `${name.replace(/\W+/g, '') || 'value'}-${copy + 1}`;
    yield String(copy + 1);
    yield addressText(addressOf('203.0.113.1') + copy);
    yield addressText(addressOf('10.1.0.1') + copy);
    // Where it has to differ from another.
    yield `other-${copy + 1}`;
    yield addressText(addressOf('198.51.100.1') + copy);
  }
}

/** A time as records have it. */
export function timeText(ticks: number): string {
  const unix = (ticks - 621_355_968_000_000_000) / 10_000;
  return new Date(Math.round(unix)).toISOString();
}

function* numbers(goals: readonly Goal[], copy: number): Generator<number> {
  const bounds = goals.filter(({ is }) => /^(lt|le|gt|ge)$/.test(is)).map(({ values }) => numberOf(values[0].value));
  if (bounds.length === 0) yield copy + 1;
  for (const away of [1 + copy, -1 - copy, 1, -1, 0, 0.5, -0.5]) for (const bound of bounds) yield bound + away;
  if (bounds.length > 1) yield bounds.reduce((sum, bound) => sum + bound, 0) / bounds.length;
  yield* [1, 0, 2, 10, 100, 1000, 100_000, -1, 443, 65_000];
}

/** Another text like an example: its last digits count up, or a number follows it. */
function varied(example: string, copy: number): string {
  if (copy === 0) return example;
  const [digits] = /\d+$/.exec(example) ?? [];
  if (digits === undefined) return `${example}${copy}`;
  const next = String((Number(digits) + copy) % 10 ** digits.length).padStart(digits.length, '0');
  return example.slice(0, -digits.length) + next;
}

function pick(goal: Goal, copy: number): string {
  return textOf(pick1(goal.values, copy));
}

function pick1(values: readonly Constant[], copy: number): unknown {
  return values[copy % Math.max(1, values.length)]?.value;
}

/** Words without those that others contain. */
function longestOf(words: readonly string[]): string[] {
  const isIn = (word: string, other: string) => other.toLowerCase().includes(word.toLowerCase());
  return words.filter(
    (word, i) => !words.some((other, j) => i !== j && isIn(word, other) && (!isIn(other, word) || j < i)),
  );
}

function longest(a: string, b: string): number {
  return b.length - a.length;
}

function folded(goal: Goal): Goal {
  const values = goal.values.map(({ type, value }) => ({
    type,
    value: typeof value === 'string' ? value.toLowerCase() : value,
  }));
  return goal.is === 'regex' ? goal : { ...goal, values };
}

function inWords({ is, values, not }: Goal): string {
  const shown = values.slice(0, 3).map(({ value }) => JSON.stringify(value));
  return `${not ? 'not ' : ''}${[is, ...shown].join(' ')}`;
}

function addressText(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
}
