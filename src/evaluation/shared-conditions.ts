import { ProblemError } from '../base/problem.js';
import type { Bound, LeadingCondition, Prepared, Reading, RecordColumn, Records } from '../kql/index.js';

const isTrue = 1;
const isNotTrue = 2;

/** What is known of the conditions of many rules on the same records: each is evaluated once for a record, whoever asks. */
export class SharedConditions {
  private readonly known = new WeakMap<Records, Map<string, Uint8Array>>();
  private readonly numbers = new Map<string, number>();
  private readonly numbered = new WeakMap<RecordColumn, number>();

  /** Of some rows, those for which a condition is true; undefined where the records alone do not tell. */
  holding(
    prepared: Prepared,
    { bound, reads }: LeadingCondition,
    records: Records,
    rows: Int32Array,
    now: bigint,
  ): Int32Array | undefined {
    if (reads === undefined) return undefined;
    const states = this.statesOf(records, `${now} ${this.keyOf(bound, reads)}`);
    const open = inState(states, 0, rows);
    if (open.length > 0) {
      const held = evaluated(() => prepared.holding(bound, reads, records, open));
      if (held === undefined) return undefined;
      for (const row of open) states[row] = isNotTrue;
      for (const row of held) states[row] = isTrue;
    }
    return inState(states, isTrue, rows);
  }

  /** The same text for the same expression over the same columns, in whichever query. */
  private keyOf(bound: Bound, reads: readonly Reading[]): string {
    const sources = reads.map(({ name, from }) => `${name}=${this.numberOf(from)}`);
    const text = JSON.stringify(bound, (name, value) => (name === 'span' || name === 'origin' ? undefined : value));
    return `${sources.join(',')} ${text}`;
  }

  private numberOf(from: RecordColumn): number {
    const known = this.numbered.get(from);
    if (known !== undefined) return known;
    const key = from.is === 'own' ? `${from.type} ${from.name}` : `= ${this.keyOf(from.value, from.reads)}`;
    const number = this.numbers.get(key) ?? this.numbers.size;
    this.numbers.set(key, number);
    this.numbered.set(from, number);
    return number;
  }

  private statesOf(records: Records, key: string): Uint8Array {
    const conditions = this.known.get(records) ?? new Map<string, Uint8Array>();
    this.known.set(records, conditions);
    const states = conditions.get(key) ?? new Uint8Array(records.length);
    conditions.set(key, states);
    return states;
  }
}

/** Of some rows, those in a state. */
function inState(states: Uint8Array, state: number, rows: Int32Array): Int32Array {
  const found = new Int32Array(rows.length);
  let count = 0;
  for (const row of rows) if (states[row] === state) found[count++] = row;
  return count === rows.length ? rows : found.subarray(0, count);
}

/** A condition may not be made for a record that no rule asks it of. */
function evaluated(holding: () => Int32Array): Int32Array | undefined {
  try {
    return holding();
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
