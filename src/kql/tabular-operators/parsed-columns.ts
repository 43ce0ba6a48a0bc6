import { columnBuilder } from '../types/column.js';
import { type Batch, type ColumnDeclaration, gatherBatch } from '../types/table.js';
import type { Value } from '../types/value.js';

/*
 * The columns that `parse` and `parse-kv` add.
 */

/** The columns of the input with those that were parsed: one of the same name takes its place, others go to the end. */
export function columnsWith(
  input: readonly ColumnDeclaration[],
  parsed: readonly ColumnDeclaration[],
): readonly ColumnDeclaration[] {
  const types = new Map(parsed.map(({ name, type }) => [name, type]));
  const kept = input.map((column) => {
    const type = types.get(column.name);
    return type === undefined ? column : { name: column.name, type };
  });
  return [...kept, ...parsed.filter(({ name }) => !kept.some((column) => column.name === name))];
}

/** A batch with what was parsed of each row; null is a row without. */
export function withParsed(
  plan: {
    readonly input: { readonly columns: readonly ColumnDeclaration[] };
    readonly columns: readonly ColumnDeclaration[];
  },
  batch: Batch,
  parsed: readonly ColumnDeclaration[],
  found: readonly (readonly Value[] | null)[],
): Batch {
  const built = parsed.map(({ type }, i) => {
    const builder = columnBuilder(type, batch.length);
    for (const [row, values] of found.entries()) if (values !== null) builder.set(row, values[i]);
    return builder.build();
  });
  const columns = plan.columns.map(({ name }) => {
    const at = parsed.findIndex((each) => each.name === name);
    return at >= 0 ? built[at] : batch.columns[plan.input.columns.findIndex((column) => column.name === name)];
  });
  return { length: batch.length, columns };
}

/** The rows of a batch for which something was found. */
export function onlyFound(batch: Batch, found: readonly (readonly Value[] | null)[]): Batch {
  const rows = found.flatMap((values, row) => (values === null ? [] : [row]));
  return rows.length === batch.length ? batch : gatherBatch(batch, Int32Array.from(rows));
}
