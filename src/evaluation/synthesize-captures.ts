import type { Call, Expression } from '../kql/index.js';
import { textOf } from './synthesize-goals.js';
import { textMatching } from './synthesize-regex.js';
import type { Closed, Made, Row, Scope } from './synthesize-rows.js';
import { Slot, type Template } from './synthesize-slots.js';

/** What patterns capture out of texts, which are then written around it. */
export class Captures {
  /** What was captured out of the columns of a row. */
  private readonly known = new WeakMap<Row, Map<Expression, Slot | undefined>>();

  constructor(
    private readonly closed: Closed,
    private readonly slotOf: (made: Made) => Slot | undefined,
    /** A pair of its own in the JSON that a text is of. */
    private readonly pairIn: (made: Made) => Pair | undefined,
  ) {}

  /** The value of `extract` or `extract_all`, the same each time it is asked for. */
  of(call: Call, row: Row, scope: Scope): Slot | undefined {
    const known = this.known.get(row) ?? new Map<Expression, Slot | undefined>();
    this.known.set(row, known);
    if (!known.has(call))
      known.set(call, call.name === 'extract' ? this.extracted(call, row, scope) : this.extractedAll(call, row, scope));
    return known.get(call);
  }

  /** `extract(pattern, group, text)`: the text is written around what is captured. */
  private extracted(call: Call, row: Row, scope: Scope): Slot | undefined {
    const [pattern, group, text] = call.arguments.map(({ value }) => value);
    const number = Number(this.closed.value(group, row, scope)?.value);
    return this.captures(pattern, [number], text, row, scope)?.get(number);
  }

  /** `extract_all(pattern, groups, text)`: its matches, what each captures being its elements. */
  private extractedAll(call: Call, row: Row, scope: Scope): Slot | undefined {
    const values = call.arguments.map(({ value }) => value);
    const [pattern, text] = [values[0], values.at(-1) ?? values[0]];
    const given = values.length > 2 ? this.closed.value(values[1], row, scope)?.value : undefined;
    const known = this.closed.value(pattern, row, scope)?.value;
    const names = [...textOf(known).matchAll(/\\.|\((?:\?P?<(\w+)>|(?!\?))/g)].filter(([all]) => all.startsWith('('));
    const numbers = Array.isArray(given)
      ? given.map((each) =>
          typeof each === 'string' ? names.findIndex(([, name]) => name === each) + 1 : Number(each),
        )
      : names.map((_, i) => i + 1);
    const all = new Slot('matches');
    all.grow = () => {
      const found = this.captures(pattern, numbers, text, row, scope);
      if (found === undefined || numbers.length === 1) return found?.get(numbers[0]);
      const match = new Slot('match');
      numbers.forEach((number, i) => {
        const captured = found.get(number);
        if (captured !== undefined) match.members.set(i, captured);
      });
      return match;
    };
    all.member(0);
    return all;
  }

  /** What the groups of a pattern capture. */
  private captures(
    pattern: Expression,
    groups: readonly number[],
    text: Expression,
    row: Row,
    scope: Scope,
  ): ReadonlyMap<number, Slot> | undefined {
    const regex = this.closed.value(pattern, row, scope)?.value;
    const made: Made = { is: 'made', expression: text, row, scope };
    const slot = this.slotOf(made);
    const pieces = typeof regex === 'string' ? textMatching(regex, groups) : undefined;
    if (pieces === undefined) return undefined;
    const pair = slot === undefined ? this.pairIn(made) : undefined;
    const name = slot?.name ?? pair?.value.name;
    if (name === undefined) return undefined;
    const found = new Map<number, Slot>();
    const parts = pieces.map((piece) => {
      if (piece.group === undefined) return piece.text;
      const captured = found.get(piece.group) ?? new Slot(name);
      captured.example = piece.text;
      found.set(piece.group, captured);
      return captured;
    });
    slot?.self.templates.push({ parts, pattern: String(regex) });
    if (pair !== undefined) writeInto(pair, parts);
    return found;
  }
}

/** The key and the value of a property that the query packs. */
export interface Pair {
  readonly key: Slot;
  readonly value: Slot;
}

/** Writes what a pattern of JSON matches into a property: what stands before `":"` is the end of its key. */
function writeInto({ key, value }: Pair, pieces: Template['parts']): void {
  const parts = pieces.reduce<(string | Slot)[]>((all, part) => {
    const last = all.at(-1);
    if (typeof last === 'string' && typeof part === 'string') all[all.length - 1] = last + part;
    else all.push(part);
    return all;
  }, []);
  const at = parts.findIndex((part) => typeof part === 'string' && /"\s*:\s*"?/.test(part));
  const [before = '', after = ''] = at < 0 ? [] : String(parts[at]).split(/"\s*:\s*"?/);
  const trimmed = (inside: Template['parts']) =>
    inside.map((part) => (typeof part === 'string' ? part.replace(/^.*[{"]|[}"].*$/g, '') : part));
  if (at >= 0) key.self.templates.push({ parts: trimmed([...parts.slice(0, at), before]) });
  value.self.templates.push({ parts: trimmed(at < 0 ? parts : [after, ...parts.slice(at + 1)]) });
}
