import type { Call, Expression } from '../kql/index.js';
import { textOf } from './synthesize-goals.js';
import { textMatching } from './synthesize-regex.js';
import type { Closed, Made, Row, Scope } from './synthesize-rows.js';
import { Slot } from './synthesize-slots.js';

/** What patterns capture out of texts, which are then written around it. */
export class Captures {
  /** What was captured out of the columns of a row. */
  private readonly known = new WeakMap<Row, Map<Expression, Slot | undefined>>();

  constructor(
    private readonly closed: Closed,
    private readonly slotOf: (made: Made) => Slot | undefined,
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
    const slot = this.slotOf({ is: 'made', expression: text, row, scope });
    const pieces = typeof regex === 'string' ? textMatching(regex, groups) : undefined;
    if (slot === undefined || pieces === undefined) return undefined;
    const found = new Map<number, Slot>();
    const parts = pieces.map((piece) => {
      if (piece.group === undefined) return piece.text;
      const captured = found.get(piece.group) ?? new Slot(slot.name);
      captured.example = piece.text;
      found.set(piece.group, captured);
      return captured;
    });
    slot.self.templates.push({ parts, pattern: String(regex) });
    return found;
  }
}
