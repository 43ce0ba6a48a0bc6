import type { LeadingCondition, Prepared, Reading, Records, Scan } from '../kql/index.js';
import type { SharedConditions } from './shared-conditions.js';

/** Rows of the tables by name. */
export type ChosenRows = ReadonlyMap<string, Int32Array>;

/** The records that one condition keeps out, all before it being true of them. */
interface Loss {
  readonly chain: Scan['chains'][number];
  /** The `where` of the chain and the part of it that keeps them out. */
  readonly where: number;
  readonly part: number;
  readonly rows: Int32Array;
  readonly isFollowed: boolean;
}

/** The first look for a near miss is at so many records; each further one at twice as many. */
const firstLook = 64;

/** Which records can matter to a rule, by the conditions that every record meets first. */
export class Candidates {
  /** The records that may go on behind these conditions. */
  readonly passing: ChosenRows;
  /** Records that show which fields the conditions miss. */
  readonly shown: ChosenRows;
  readonly isEmpty: boolean;
  /** Whether only a run over all records tells which fields are missed. */
  isVague = false;
  private readonly losses = new Map<string, Loss[]>();
  private readonly readTwice = new Set<string>();
  /** Whether some condition could not be asked. */
  private isUnsure = false;

  constructor(
    private readonly prepared: Prepared,
    private readonly tables: ReadonlyMap<string, Records>,
    private readonly shared: SharedConditions,
    private readonly now: bigint,
  ) {
    const seen = new Set<string>();
    const { scans } = prepared;
    for (const { table } of scans) (seen.has(table.name) ? this.readTwice : seen).add(table.name);
    let isEmpty = true;
    const passing = new Map<string, Int32Array>();
    const shown = new Map<string, Int32Array>();
    for (const scan of scans) {
      const { name } = scan.table;
      const records = tables.get(name);
      if (records === undefined || records.length === 0) continue;
      const found = this.filter(scan, records);
      if (found.passing.length > 0) isEmpty = false;
      passing.set(name, merged(passing.get(name), found.passing));
      for (const rows of found.shown) shown.set(name, merged(shown.get(name), rows));
    }
    this.isEmpty = isEmpty;
    this.passing = passing;
    this.shown = shown;
  }

  /**
   * The records that nothing but one condition may keep out; of those that are alike, one. `isSure`: one of them is so whatever else
   * the rule does.
   */
  near(): { readonly rows: ChosenRows; readonly isSure: boolean } {
    const near = new Map<string, Int32Array>();
    let isSure = false;
    for (const [table, losses] of this.losses) {
      const records = this.tables.get(table);
      if (records === undefined) continue;
      const isOnly = !this.readTwice.has(table);
      const found = losses.map((loss) => this.nearOf(loss, records, isOnly && isPlain(conditionOf(loss))));
      const rows = found.reduce<Int32Array>((all, each) => merged(all, each), new Int32Array(0));
      if (rows.length === 0) continue;
      const areAlike = !isOnly && !this.isUnsure && losses.every((loss) => isPlain(conditionOf(loss)));
      near.set(table, areAlike ? unlike(rows, losses, found) : rows);
      if (isOnly && losses.some((loss, i) => loss.isFollowed && isPlain(conditionOf(loss)) && found[i].length > 0))
        isSure = true;
    }
    return { rows: near, isSure: isSure && !this.isUnsure };
  }

  private filter({ table, chains }: Scan, records: Records) {
    let rows: Int32Array = Int32Array.from({ length: records.length }, (_, row) => row);
    const shown: Int32Array[] = [];
    const losses = this.losses.get(table.name) ?? [];
    this.losses.set(table.name, losses);
    const isFollowed = this.prepared.followed.has(table);
    const absent = new Set(table.columns.map(({ name }) => name));
    for (const name of records.names) absent.delete(name);
    let isSure = !this.readTwice.has(table.name);
    for (const chain of chains) {
      for (const [where, parts] of chain.entries()) {
        for (const [part, condition] of parts.entries()) {
          if (rows.length === 0) return { passing: rows, shown };
          const isMissed = condition.names.some((name) => absent.has(name));
          const held = this.holding(condition, records, rows);
          if (held === undefined) {
            isSure = false;
            if (isMissed) this.isVague = true;
            continue;
          }
          if (held.length === rows.length) continue;
          const lost = without(rows, held);
          losses.push({ chain, where, part, rows: lost, isFollowed });
          // Records that a plain condition keeps out for want of a field are all alike.
          if (
            isMissed &&
            isSure &&
            isPlain(condition) &&
            condition.reads?.every((each) => isOwn(each) || !absent.has(each.name))
          )
            shown.push(lost.subarray(0, 1));
          else if (isMissed) this.isVague = true;
          rows = held;
        }
      }
    }
    return { passing: rows, shown };
  }

  private nearOf({ chain, where, part, rows }: Loss, records: Records, oneWillDo: boolean): Int32Array {
    const others = [chain[where].slice(part + 1), ...chain.slice(where + 1)].flat();
    if (others.length === 0 && chain[where].length === 1) return rows.subarray(0, 0);
    if (oneWillDo && !this.isUnsure) {
      for (let start = 0, size = firstLook; start < rows.length && !this.isUnsure; start += size, size *= 2) {
        const found = this.all(others, records, rows.subarray(start, start + size));
        if (found.length > 0 && !this.isUnsure) return found.subarray(0, 1);
      }
      if (!this.isUnsure) return rows.subarray(0, 0);
    }
    return this.all(others, records, rows);
  }

  /** Of some rows, those that may meet all of several conditions. */
  private all(conditions: readonly LeadingCondition[], records: Records, rows: Int32Array): Int32Array {
    let left = rows;
    for (const condition of conditions) {
      if (left.length === 0) break;
      left = this.holding(condition, records, left) ?? left;
    }
    return left;
  }

  private holding(condition: LeadingCondition, records: Records, rows: Int32Array): Int32Array | undefined {
    const held = this.shared.holding(this.prepared, condition, records, rows, this.now);
    if (held === undefined) this.isUnsure = true;
    return held;
  }
}

/** Of some rows, one of those each that the same conditions keep out, as near. */
function unlike(rows: Int32Array, losses: readonly Loss[], near: readonly Int32Array[]): Int32Array {
  const kept = new Map<number, string>(Array.from(rows, (row) => [row, '']));
  losses.forEach((loss, i) => {
    const isNear = new Set(near[i]);
    for (const row of loss.rows) {
      const known = kept.get(row);
      if (known !== undefined) kept.set(row, `${known}${i}${isNear.has(row) ? 'n' : ''} `);
    }
  });
  const first = new Map<string, number>();
  for (const [row, key] of kept) if (!first.has(key)) first.set(key, row);
  return Int32Array.from(first.values()).sort();
}

function conditionOf({ chain, where, part }: Loss): LeadingCondition {
  return chain[where][part];
}

/** Whether a condition has no ways to be met of which one could come nearer than another. */
function isPlain({ bound }: LeadingCondition): boolean {
  return bound.is !== 'call' || bound.function !== 'or';
}

/** Whether a column is the table's under its own name. */
function isOwn({ name, from }: Reading): boolean {
  return from.is === 'own' && from.name === name;
}

/** The rows of both, in their order. */
export function together(some: ChosenRows, others: ChosenRows): ChosenRows {
  const all = new Map(some);
  for (const [table, rows] of others) all.set(table, merged(all.get(table), rows));
  return all;
}

/** The rows of both ascending lists. */
function merged(some: Int32Array | undefined, others: Int32Array): Int32Array {
  if (some === undefined || some.length === 0) return others;
  if (others.length === 0) return some;
  const all = new Int32Array(some.length + others.length);
  let count = 0;
  for (let i = 0, j = 0; i < some.length || j < others.length; count++) {
    const next = Math.min(some[i] ?? Number.POSITIVE_INFINITY, others[j] ?? Number.POSITIVE_INFINITY);
    if (some[i] === next) i++;
    if (others[j] === next) j++;
    all[count] = next;
  }
  return all.subarray(0, count);
}

/** The rows of an ascending list that another, which is a part of it, lacks. */
function without(rows: Int32Array, others: Int32Array): Int32Array {
  const left = new Int32Array(rows.length - others.length);
  let at = 0;
  let count = 0;
  for (const row of rows) {
    if (others[at] === row) at++;
    else left[count++] = row;
  }
  return left;
}
