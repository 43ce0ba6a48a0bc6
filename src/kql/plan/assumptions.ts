import type { Span } from '../../base/span.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration, Origin } from '../types/table.js';
import type { Bound, ColumnReference } from './nodes.js';
import { commonType } from './overloads.js';

/** Breaks off a round of binding that needs rows of sources whose columns are not all known yet. */
export class Unsettled extends Error {}

/** What is known of a column that nobody declared. */
interface Assumed {
  /** What its values or its name tell of its type; undefined where there are none. */
  readonly guess: ScalarType | undefined;
  /** The types that it was used as where its own did not fit. */
  readonly uses: Set<Use>;
}

/**
 * The columns that a query uses of open sources and that nobody declared, and the types it uses them as. Binding runs again until it
 * finds no new one: only then does every plan node between the source and the use know of them.
 */
export class Assumptions {
  private readonly sources = new Map<string, Map<string, Assumed>>();
  private changed = new Set<string>();
  /** What earlier rounds found: every plan of this round has it, unless the query dropped it. */
  private settled = new Set<string>();

  /** The columns to add to an open source, typed as they are used. */
  columnsOf(source: string): ColumnDeclaration[] {
    return [...this.columns(source).keys()].map((name) => this.declaration({ source, column: name }));
  }

  /** A column that an open source has by its records, with the type that they tell unless the query uses it as another. */
  guessed(source: string, name: string, guess: ScalarType | undefined): ColumnDeclaration {
    const columns = this.columns(source);
    if (!columns.has(name)) columns.set(name, { guess, uses: new Set() });
    return this.declaration({ source, column: name });
  }

  /** Notes a column of an open source that a name must mean, and gives the reference to it. */
  assume(source: string, column: string, span: Span, guess = guessByName(column)): ColumnReference {
    const columns = this.columns(source);
    if (!columns.has(column)) {
      columns.set(column, { guess, uses: new Set() });
      this.changed.add(source);
    }
    return { is: 'column', span, ...this.declaration({ source, column }) };
  }

  /** Notes that an assumed column was used as a type that its own does not turn into, or as a key. */
  usedAs(bound: Bound, type: Use): void {
    if (isUnsettled(bound)) this.usedAt(bound.origin, type);
  }

  /** The same for a column. */
  usedAt(origin: Origin, type: Use): void {
    const column = this.columns(origin.source).get(origin.column);
    if (column === undefined || column.uses.has(type)) return;
    const before = typeOf(column);
    column.uses.add(type);
    if (typeOf(column) !== before) this.changed.add(origin.source);
  }

  /** Whether nothing tells the type of a column. */
  isFree(origin: Origin): boolean {
    const column = this.columns(origin.source).get(origin.column);
    return column !== undefined && column.guess === undefined && column.uses.size === 0;
  }

  /** Whether a column of one of these sources, of any if none are named, was assumed, or its type, since the last round began. */
  hasChanged(sources: readonly string[] = [...this.changed]): boolean {
    return sources.some((source) => this.changed.has(source));
  }

  /** Whether a column was assumed before this round, so that a table of this round without it is one that dropped it. */
  isSettled(source: string, column: string): boolean {
    return this.settled.has(keyOf(source, column));
  }

  /** Says whether a column or its type was assumed since the last call. */
  takeChanged(): boolean {
    const changed = this.changed.size > 0;
    this.changed = new Set();
    this.settled = new Set(
      [...this.sources].flatMap(([source, columns]) => [...columns.keys()].map((column) => keyOf(source, column))),
    );
    return changed;
  }

  private columns(source: string): Map<string, Assumed> {
    let columns = this.sources.get(source);
    if (columns === undefined) {
      columns = new Map();
      this.sources.set(source, columns);
    }
    return columns;
  }

  private declaration(origin: Origin): ColumnDeclaration & { readonly origin: Origin } {
    const assumed = this.columns(origin.source).get(origin.column);
    return { name: origin.column, type: assumed === undefined ? 'string' : typeOf(assumed), origin };
  }
}

/** Whether an expression is a column whose type its use may tell. */
export function isUnsettled(bound: Bound): bound is ColumnReference & { readonly origin: Origin } {
  return bound.is === 'column' && bound.origin !== undefined;
}

/** A type that an assumed column was used as; `key` is any but dynamic, which rows cannot be grouped or joined by. */
export type Use = ScalarType | 'key';

/** The suffixes that Log Analytics gives the columns of custom logs, then its standard columns. */
const bySuffix: Readonly<Record<string, ScalarType>> = {
  _s: 'string',
  _d: 'real',
  _b: 'bool',
  _t: 'datetime',
  _g: 'string',
};
const byName: Readonly<Record<string, ScalarType>> = {
  TimeGenerated: 'datetime',
  Timestamp: 'datetime',
  TenantId: 'string',
  Type: 'string',
};

/** The type that a column's name alone tells, in Log Analytics. */
export function typeOfName(name: string): ScalarType | undefined {
  return Object.hasOwn(byName, name) ? byName[name] : bySuffix[name.slice(-2)];
}

/** Names of times, which most tables have some of. */
const timeName = /(?:Time|Timestamp|TimeUtc|Date|DateTime)$/;

function guessByName(name: string): ScalarType | undefined {
  return typeOfName(name) ?? (timeName.test(name) ? 'datetime' : undefined);
}

/** Its guess while that fits; what is looked into is dynamic; else what all uses have in common, or dynamic again, which can be read as any. */
function typeOf({ guess, uses }: Assumed): ScalarType {
  const types = [...uses].filter((use) => use !== 'key');
  const isKey = uses.has('key');
  if (types.length === 0) return guess === undefined || (isKey && guess === 'dynamic') ? 'string' : guess;
  if (types.includes('dynamic') && !isKey) return 'dynamic';
  return commonType(types.filter((type) => type !== 'dynamic')) ?? (isKey ? 'string' : 'dynamic');
}

const keyOf = (source: string, column: string) => `${source}\n${column}`;
