import type { Expression } from '../kql/index.js';
import type { Constant } from './constants.js';

/** Where a column comes from: what it is in terms of the columns of the tables that are read. */
export interface Origin {
  /** The column or expression, as it would be written on the tables themselves: `tolower(Account)`. */
  readonly text: string;
  /** The table columns that it is made of. */
  readonly from: readonly string[];
  /** The table, where there is one. */
  readonly table: string | null;
  /** An aggregate is behind it. */
  readonly aggregate: boolean;
  /** Where in the query it is made; -1 for a column of a table that nothing has touched. */
  readonly at: number;
  /** Its value in every row, where that is known; a list where each row has one of them. */
  readonly constant?: Constant;
  /** The expression that makes it, and the columns which that reads. */
  readonly made?: { readonly expression: Expression; readonly columns: Columns };
}

/** The columns of a table in the middle of a query. */
export interface Columns {
  readonly known: ReadonlyMap<string, Origin>;
  /** Whether there are columns beside those, which are the table's own. */
  readonly open: boolean;
  /** The one table that the open columns belong to. */
  readonly table: string | null;
}

/** The columns of a table of the catalog. */
export function columnsOfTable(table: string | null): Columns {
  return { known: new Map(), open: true, table };
}

/** Columns of which nothing but the names is known. */
export function namedColumns(names: Iterable<string>, at: number): Columns {
  return onlyColumns([...names].map((name) => [name, untraced(name, [], at)] as const));
}

/** A table with just these columns. */
export function onlyColumns(columns: Iterable<readonly [string, Origin]>): Columns {
  return { known: new Map(columns), open: false, table: null };
}

/** What a name means; a name that no column has counts as one of the table. */
export function columnNamed(name: string, { known, table }: Columns): Origin {
  return known.get(name) ?? { text: name, from: [name], table, aggregate: false, at: -1 };
}

/** A column that is made in a way which has no expression: a capture, an item of a list. */
export function untraced(name: string, from: readonly string[], at: number): Origin {
  return { text: name, from, table: null, aggregate: false, at };
}

/** Columns with others added, which take the place of those of the same name. */
export function withColumns(columns: Columns, added: Iterable<readonly [string, Origin]>): Columns {
  return { ...columns, known: new Map([...columns.known, ...added]) };
}

/** Both sides of a join: of two columns of one name the right one gets a number. */
export function joined(left: Columns, right: Columns): Columns {
  const known = new Map(left.known);
  for (const [name, origin] of right.known) {
    let free = name;
    for (let number = 1; known.has(free) || (left.open && free === name && isTables(name, origin)); number++)
      free = `${name}${number}`;
    known.set(free, origin);
  }
  const open = left.open || right.open;
  return { known, open, table: left.open && right.open ? null : left.open ? left.table : right.table };
}

/** A column that was only chosen may be on the other side too. */
const isTables = (name: string, origin: Origin): boolean => origin.text === name && origin.made === undefined;

/** The rows of several tables: a column that comes from different places is known by its name alone. */
export function united(inputs: readonly Columns[]): Columns {
  if (inputs.length === 1) return inputs[0];
  const names = new Set(inputs.flatMap(({ known }) => [...known.keys()]));
  const tables = new Set(inputs.map(({ table }) => table));
  const known = [...names].map((name) => {
    const origins = inputs
      .filter((input) => input.open || input.known.has(name))
      .map((input) => columnNamed(name, input));
    const [first] = origins;
    const same = origins.every(({ text, constant }) => text === first.text && constant === first.constant);
    const from = [...new Set(origins.flatMap((origin) => origin.from))];
    const aggregate = origins.some((origin) => origin.aggregate);
    return [
      name,
      same && tables.size === 1 ? first : { ...untraced(same ? first.text : name, from, first.at), aggregate },
    ] as const;
  });
  return {
    known: new Map(known),
    open: inputs.some(({ open }) => open),
    table: tables.size === 1 ? [...tables][0] : null,
  };
}
