import { type Column, columnOf, concatColumns, gather, sliceColumn } from './column.js';
import type { ScalarType } from './scalar-type.js';

export interface ColumnDeclaration {
  readonly name: string;
  readonly type: ScalarType;
}

/** Some rows of a table: one column for each declared one, all of `length` rows. */
export interface Batch {
  readonly length: number;
  readonly columns: readonly Column[];
}

/** A table in memory. */
export interface Table {
  readonly columns: readonly ColumnDeclaration[];
  readonly batches: readonly Batch[];
}

/** The rows given, in their order. */
export function gatherBatch(batch: Batch, rows: Int32Array): Batch {
  return { length: rows.length, columns: batch.columns.map((column) => gather(column, rows)) };
}

/** The rows from `start` up to, not including, `end`. */
export function sliceBatch(batch: Batch, start: number, end: number): Batch {
  if (start === 0 && end >= batch.length) return batch;
  return {
    length: Math.min(end, batch.length) - start,
    columns: batch.columns.map((column) => sliceColumn(column, start, Math.min(end, batch.length))),
  };
}

/** All rows in one batch. */
export function concatBatches(columns: readonly ColumnDeclaration[], batches: Iterable<Batch>): Batch {
  const parts = [...batches].filter((batch) => batch.length > 0);
  if (parts.length === 1) return parts[0];
  const lengths = parts.map((part) => part.length);
  return {
    length: lengths.reduce((sum, each) => sum + each, 0),
    columns: columns.map((column, i) =>
      parts.length === 0
        ? columnOf(column.type, [])
        : concatColumns(
            column.type,
            parts.map((part) => part.columns[i]),
            lengths,
          ),
    ),
  };
}

/** Cuts a batch into pieces of at most `size` rows. */
export function* splitBatch(batch: Batch, size: number): Generator<Batch> {
  for (let start = 0; start < batch.length; start += size) yield sliceBatch(batch, start, start + size);
}
