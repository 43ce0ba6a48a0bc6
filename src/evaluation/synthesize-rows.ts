import type { Expression, FunctionSyntax, Statement } from '../kql/index.js';
import type { Constants } from './synthesize-constants.js';
import type { Constant, Slot } from './synthesize-slots.js';

/** What a query may name besides columns. */
export interface Scope {
  readonly lets: readonly Statement[];
  /** Tables given to a function. */
  readonly tables: ReadonlyMap<string, () => Row>;
  /** Arguments of a function that are made of columns. */
  readonly columns: ReadonlyMap<string, Reference>;
}

/** An expression with what it is read in. */
export interface Made {
  readonly is: 'made';
  readonly expression: Expression;
  readonly row: Row;
  readonly scope: Scope;
}

/** What a column is in terms of made-up records. */
export type Reference =
  | Made
  | { readonly is: 'slot'; readonly slot: Slot }
  | { readonly is: 'constant'; readonly constant: Constant }
  | { readonly is: 'opaque' };

/** A record to be made up. */
export interface MadeRecord {
  readonly table: string;
  /** Which kind of source has it. */
  readonly of: 'tables' | 'watchlists' | 'externaldata';
  readonly slots: Map<string, Slot>;
}

/** Rows that become one in a `summarize`. */
export interface Group {
  readonly base: Row;
  /** The records behind the base row. */
  readonly records: readonly MadeRecord[];
  readonly keys: readonly Expression[];
  /** Another row of the same group, with its records. */
  spawn(): { readonly row: Row; readonly records: readonly MadeRecord[] };
  /** The same out of another element of an array of the same record. */
  readonly more?: () => { readonly row: Row; readonly records: readonly MadeRecord[] };
}

/** A row that a part of the query would give. */
export class Row {
  readonly columns = new Map<string, Reference>();
  /** Gives a column that nobody has named yet. */
  rest: ((name: string) => Reference | undefined) | undefined;
  /** What the aggregates of its columns are over. */
  group: Group | undefined;
  /** Columns that are series: each of their values is one of many. */
  series: ReadonlySet<string> = new Set();
  /** Whether its table is known to have a column, named or not. */
  declares: (name: string) => boolean = () => false;

  column(name: string): Reference | undefined {
    const known = this.columns.get(name);
    if (known !== undefined) return known;
    const found = this.rest?.(name);
    if (found !== undefined) this.columns.set(name, found);
    return found;
  }

  /** Takes a column away. */
  hide(name: string): void {
    const { rest, declares } = this;
    this.columns.delete(name);
    this.rest = (each) => (each === name ? undefined : rest?.(each));
    this.declares = (each) => each !== name && declares(each);
  }

  /** A row with the same columns, to which others can be added. */
  copy(): Row {
    const copy = new Row();
    for (const [name, reference] of this.columns) copy.columns.set(name, reference);
    copy.rest = (name) => this.column(name);
    copy.group = this.group;
    copy.series = this.series;
    copy.declares = this.declares;
    return copy;
  }
}

/** Copies to be made of records: slots in `fixed` are the same in all of them. */
export interface Copies {
  readonly records: readonly MadeRecord[];
  readonly count: number;
  readonly fixed: () => ReadonlySet<Slot>;
}

/**
 * Goes through the ways of making a rule fire: for a while one after the other, the last choices first; then those that
 * differ in one choice only from the first way; then here and there.
 */
export class Choices {
  private readonly trail: { at: number; readonly of: number }[] = [];
  private depth = 0;
  private ways = 0;
  private seed = 1;
  /** The ways that differ in one choice from the first, by what is chosen until then. */
  private readonly turns: { at: number; readonly of: number }[][] = [];
  private isRandom = false;

  /** @param inOrder how many ways are taken one after the other; they may differ in the last few choices only. */
  constructor(private readonly inOrder = 24) {}

  choose(of: number): number {
    if (of <= 1) return 0;
    const known = this.trail[this.depth++];
    if (known !== undefined) return known.at;
    this.trail.push({ at: this.isRandom ? this.random(of) : 0, of });
    return this.trail.at(-1)?.at ?? 0;
  }

  /** Goes on to the next way; false when there is none. */
  next(): boolean {
    const { trail } = this;
    trail.length = Math.min(trail.length, this.depth);
    this.depth = 0;
    if (this.ways++ === 0) this.noteTurns();
    if (this.ways < this.inOrder) {
      for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
        if (++last.at < last.of) return true;
        trail.pop();
      }
      return false;
    }
    const turn = this.turns.shift();
    const isChoice = trail.length > 0;
    trail.length = 0;
    if (turn !== undefined) trail.push(...turn);
    else this.isRandom = true;
    return turn !== undefined || isChoice;
  }

  private noteTurns(): void {
    for (const [i, { of }] of this.trail.entries())
      for (let at = 1; at < Math.min(of, mostTurns); at++)
        this.turns.push([...this.trail.slice(0, i).map((each) => ({ ...each })), { at, of }]);
  }

  /** The same numbers each time, so that a rule gets the same records each time. */
  private random(of: number): number {
    this.seed = (this.seed * 48_271) % 2_147_483_647;
    return this.seed % of;
  }
}

/** How many of the branches of one choice are taken while all others stay the first. */
const mostTurns = 4;

/** `column_ifexists`, by either of its names: it reads the column that its first argument names. */
export const columnTest = /^column_?ifexists$/;

/** The let of that name that counts. */
export function letNamed(name: string, { lets }: Scope): Expression | FunctionSyntax | undefined {
  return lets.findLast((each) => each.is === 'let' && each.name === name)?.is === 'let'
    ? (lets.findLast((each) => each.is === 'let' && each.name === name) as Extract<Statement, { is: 'let' }>).value
    : undefined;
}

/**
 * What a name is: an argument of a function, a column, or a let. A table that no schema tells of has no columns that are
 * called like a let.
 */
export function columnOf(name: string, row: Row, scope: Scope): Reference | undefined {
  const known = scope.columns.get(name) ?? row.columns.get(name);
  if (known !== undefined) return known;
  const value = row.declares(name) ? undefined : letNamed(name, scope);
  if (value === undefined) return row.column(name);
  if (value.is === 'function') return undefined;
  const at = scope.lets.findLastIndex((each) => each.is === 'let' && each.name === name);
  return { is: 'made', expression: value, row: new Row(), scope: { ...scope, lets: scope.lets.slice(0, at) } };
}

/** Tells which expressions read no record, and what they are. */
export class Closed {
  private readonly known = new WeakMap<Scope, WeakMap<Expression, Constant | null>>();

  constructor(
    private readonly constants: Constants,
    private readonly isTable: (name: string) => boolean,
  ) {}

  /** The value of an expression that reads no column and no table. */
  value(expression: Expression, row: Row, scope: Scope): Constant | undefined {
    if (this.reads(expression, row, scope)) return undefined;
    const byScope = this.known.get(scope) ?? new WeakMap<Expression, Constant | null>();
    this.known.set(scope, byScope);
    let found = byScope.get(expression);
    if (found === undefined) {
      found = this.constants.constantOf(expression, scope.lets) ?? null;
      byScope.set(expression, found);
    }
    return found ?? undefined;
  }

  table(expression: Expression, scope: Scope): ReadonlyMap<string, Constant>[] | undefined {
    if (this.reads(expression, undefined, scope)) return undefined;
    return this.constants.table(expression, scope.lets);
  }

  /** Whether a part of the query reads columns of the row, or a table. */
  reads(part: unknown, row: Row | undefined, scope: Scope, seen: ReadonlySet<string> = new Set()): boolean {
    if (Array.isArray(part)) return part.some((each) => this.reads(each, row, scope, seen));
    if (typeof part !== 'object' || part === null) return false;
    const node = part as Expression;
    if (node.is === 'call' && row?.group !== undefined && /^(count|d?countif|dcount)$/.test(node.name)) return true;
    if (node.is === 'name' || node.is === 'call') {
      if (scope.tables.has(node.name) || scope.columns.has(node.name)) return true;
      if (node.is === 'name' && row?.columns.has(node.name)) return true;
      const value = letNamed(node.name, scope);
      if (value !== undefined && !seen.has(node.name)) {
        // A function is judged by its body, whose own columns are those of its tables.
        if (this.reads(value, undefined, scope, new Set([...seen, node.name]))) return true;
      } else if (value === undefined && this.isTable(node.name)) return true;
      if (node.is === 'name' && value === undefined && row !== undefined) return true;
    }
    if (node.is === 'call' && row !== undefined && columnTest.test(node.name)) return true;
    if (node.is === 'call' && /^(_getwatchlist.*|table)$/i.test(node.name)) return true;
    if (node.is === 'externaldata') return true;
    const inner = node.is === 'pipeline' ? undefined : row;
    return Object.values(node).some((each) => this.reads(each, inner, scope, seen));
  }
}
