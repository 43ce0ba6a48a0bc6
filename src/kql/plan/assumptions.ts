import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';
import type { Bound } from './nodes.js';
import { commonType } from './overloads.js';

/** Breaks off a round of binding that needs rows of sources whose columns are not all known yet. */
export class Unsettled extends Error {}

/**
 * The columns that a query uses of open sources and that nobody declared. Binding runs again with them until it finds no new one:
 * only then does every plan node between the source and the use know of them.
 */
export class Assumptions {
  private readonly sources = new Map<string, Map<string, Set<Use>>>();
  private readonly unsettled = new WeakMap<Bound, { source: string; column: string }>();
  private changed = false;
  /** What earlier rounds found: every plan of this round has it, unless the query dropped it. */
  private settled = new Set<string>();

  /** The columns to add to an open source, typed as they are used. */
  columnsOf(source: string): ColumnDeclaration[] {
    return [...(this.sources.get(source) ?? [])].map(([name, uses]) => ({ name, type: typeOfUses(name, [...uses]) }));
  }

  /** Notes a column of an open source that a name must mean. */
  assume(source: string, column: string, reference: Bound): void {
    const columns = this.sources.get(source) ?? new Map<string, Set<Use>>();
    this.sources.set(source, columns);
    if (!columns.has(column)) {
      columns.set(column, new Set());
      this.changed = true;
    }
    this.unsettled.set(reference, { source, column });
  }

  /** Whether an expression is a column whose type only its use can tell. */
  isUnsettled(bound: Bound): boolean {
    return this.unsettled.has(bound);
  }

  /** Notes that an assumed column was used as a type, or as a key. */
  usedAs(bound: Bound, type: Use): void {
    const place = this.unsettled.get(bound);
    if (place !== undefined) this.sources.get(place.source)?.get(place.column)?.add(type);
  }

  /** Whether a new column was assumed since the last round began. */
  get hasChanged(): boolean {
    return this.changed;
  }

  /** Whether a column was assumed before this round, so that a table of this round without it is one that dropped it. */
  isSettled(source: string, column: string): boolean {
    return this.settled.has(keyOf(source, column));
  }

  /** Says whether a new column was assumed since the last call. */
  takeChanged(): boolean {
    const { changed } = this;
    this.changed = false;
    this.settled = new Set([...this].map(({ source, name }) => keyOf(source, name)));
    return changed;
  }

  /** All of them: source, column and type. */
  *[Symbol.iterator](): Generator<{ source: string } & ColumnDeclaration> {
    for (const source of this.sources.keys()) for (const column of this.columnsOf(source)) yield { source, ...column };
  }
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

/** What is looked into is dynamic; else the type that all uses have in common, or dynamic again, which can be read as any. */
function typeOfUses(name: string, uses: readonly Use[]): ScalarType {
  const known = typeOfName(name);
  if (known !== undefined) return known;
  const types = uses.filter((use) => use !== 'key');
  const isKey = types.length < uses.length;
  if (types.includes('dynamic') && !isKey) return 'dynamic';
  return commonType(types.filter((type) => type !== 'dynamic')) ?? (isKey ? 'string' : 'dynamic');
}

const keyOf = (source: string, column: string) => `${source}\n${column}`;
