import { type Column, columnOf, concatColumns, gather, sliceColumn } from './column.js';
import type { ScalarType } from './scalar-type.js';

export interface ColumnDeclaration {
  readonly name: string;
  readonly type: ScalarType;
  /** The column of an open source that it is, when nobody declared that one's type: its uses may tell another. */
  readonly origin?: Origin;
}

/** A column of a source whose columns are not all known. */
export interface Origin {
  readonly source: string;
  readonly column: string;
}

/** Some rows of a table: one column for each declared one, all of `length` rows. */
export interface Batch {
  readonly length: number;
  /** A column may be made when it is first asked for: what nobody reads costs nothing. */
  readonly columns: readonly Column[];
  /** Gives some rows of one column, where that is cheaper than to make all of it; -1 makes a null. */
  readonly pick?: (at: number, rows: Int32Array) => Column;
  /** Which rows of which other batch it shows, so that a choice from a choice goes back to the first. */
  readonly shows?: Shown;
}

/** Rows of a batch: those of a list, or all from `start` on. */
type Shown = { readonly of: Batch } & ({ readonly rows: Int32Array } | { readonly start: number });

/** A table in memory. */
export interface Table {
  readonly columns: readonly ColumnDeclaration[];
  readonly batches: readonly Batch[];
  /** The columns whose type is a guess from their values (undefined: they have none), which a query may read as another. */
  readonly guessed?: ReadonlyMap<string, ScalarType | undefined>;
  /** The same rows with these columns; absent where they are as they are. */
  readonly read?: (columns: readonly ColumnDeclaration[]) => Batch;
}

/** A batch whose columns are made when they are first asked for. */
export function lazyBatch(
  length: number,
  width: number,
  make: (at: number) => Column,
  more: Pick<Batch, 'pick' | 'shows'> = {},
): Batch {
  const columns = new Array<Column>(width);
  for (let at = 0; at < width; at++) {
    Object.defineProperty(columns, at, {
      configurable: true,
      enumerable: true,
      get() {
        const column = make(at);
        Object.defineProperty(columns, at, { value: column });
        return column;
      },
    });
  }
  return { length, columns, ...more };
}

/** The rows given, in their order; -1 makes a row of nulls. */
export function gatherBatch(batch: Batch, rows: Int32Array): Batch {
  const of = batch.shows?.of ?? batch;
  const chosen = batch.shows === undefined ? rows : rowsShown(batch.shows, rows);
  return lazyBatch(rows.length, batch.columns.length, (at) => of.pick?.(at, chosen) ?? gather(of.columns[at], chosen), {
    shows: { of, rows: chosen },
  });
}

/** Where rows of a batch lie in the one it shows. */
function rowsShown(shows: Shown, rows: Int32Array): Int32Array {
  if ('start' in shows) return shows.start === 0 ? rows : rows.map((row) => (row < 0 ? row : row + shows.start));
  return rows.map((row) => (row < 0 ? row : shows.rows[row]));
}

/** The rows from `start` up to, not including, `end`. */
export function sliceBatch(batch: Batch, start: number, end: number): Batch {
  if (start === 0 && end >= batch.length) return batch;
  const last = Math.min(end, batch.length);
  const { shows } = batch;
  if (shows !== undefined && 'rows' in shows) return gatherBatch(shows.of, shows.rows.subarray(start, last));
  const of = shows?.of ?? batch;
  const first = (shows?.start ?? 0) + start;
  return lazyBatch(
    last - start,
    batch.columns.length,
    (at) => sliceColumn(of.columns[at], first, first + last - start),
    {
      shows: { of, start: first },
    },
  );
}

/** All rows in one batch. */
export function concatBatches(columns: readonly ColumnDeclaration[], batches: Iterable<Batch>): Batch {
  const parts = [...batches].filter((batch) => batch.length > 0);
  if (parts.length === 0) return lazyBatch(0, columns.length, (at) => columnOf(columns[at].type, []));
  if (parts.length === 1) return parts[0];
  const lengths = parts.map((part) => part.length);
  const length = lengths.reduce((sum, each) => sum + each, 0);
  const [first] = parts;
  if (first.shows !== undefined && parts.every((part) => part.shows?.of === first.shows?.of)) {
    const start = firstOfSlices(parts as readonly Showing[]);
    return start === undefined
      ? gatherBatch(first.shows.of, joinedRows(parts as readonly Showing[], length))
      : sliceBatch(first.shows.of, start, start + length);
  }
  return lazyBatch(length, columns.length, (at) =>
    concatColumns(
      columns[at].type,
      parts.map((part) => part.columns[at]),
      lengths,
    ),
  );
}

type Showing = Batch & { readonly shows: Shown };

/** Where slices that follow each other begin; undefined when they are something else. */
function firstOfSlices(parts: readonly Showing[]): number | undefined {
  const [{ shows: first }] = parts;
  let next = 'start' in first ? first.start : -1;
  for (const { shows, length } of parts) {
    if (!('start' in shows) || shows.start !== next) return undefined;
    next += length;
  }
  return 'start' in first ? first.start : undefined;
}

/** The rows that several batches show of one, one behind the other. */
function joinedRows(parts: readonly Showing[], length: number): Int32Array {
  const rows = new Int32Array(length);
  let at = 0;
  for (const { shows, length: count } of parts) {
    if ('rows' in shows) rows.set(shows.rows, at);
    else for (let i = 0; i < count; i++) rows[at + i] = shows.start + i;
    at += count;
  }
  return rows;
}

/** Cuts a batch into pieces of at most `size` rows. */
export function* splitBatch(batch: Batch, size: number): Generator<Batch> {
  for (let start = 0; start < batch.length; start += size) yield sliceBatch(batch, start, start + size);
}
