import { type AggregateArguments, aggregateOverload, type GroupedForm } from '../plan/definitions.js';
import { columnBuilder, valueReader } from '../types/column.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Value } from '../types/value.js';
import { grown } from './group-slots.js';

type Row = readonly Value[] | null;

const isSomething = (value: Value) => value !== null && value !== '';
const nothing = (types: readonly ScalarType[]) => types.map((type) => (type === 'string' ? '' : null));

/** The values of one row, the first that is not all null or empty. */
export const firstRow = aggregateOverload(
  ['any', '...any'],
  (types) => types[0],
  ({ types }) => {
    const first = (a: Row, b: Row): Row => (a?.some(isSomething) ? a : b?.some(isSomething) ? b : (a ?? b));
    return {
      start: (): Row => null,
      add: (row: Row, ...values: Value[]) => first(row, values),
      merge: first,
      finish: (row: Row) => row ?? nothing(types),
    };
  },
  { nulls: 'given', grouped: ({ types }) => groupFirstRows(types) },
);

/** The names of the columns: the arguments', or `any_arg0` of what has none; the obsolete spelling prefixes them all. */
export function firstRowOutputs({ columns, types }: AggregateArguments, prefix: '' | 'any_') {
  return types.map((type, i) => ({ name: columns[i] === '' ? `any_arg${i}` : `${prefix}${columns[i]}`, type }));
}

function groupFirstRows(types: readonly ScalarType[]): GroupedForm {
  const rows: Value[][] = types.map(() => []);
  let settled = new Uint8Array(16);
  return {
    add(columns, ids, length, size) {
      settled = grown(settled, size);
      const readers = columns.map(valueReader);
      for (let row = 0; row < length; row++) {
        const group = ids[row];
        if (group < 0 || settled[group] === 1 || !readers.some((read) => isSomething(read(row)))) continue;
        settled[group] = 1;
        for (let i = 0; i < readers.length; i++) rows[i][group] = readers[i](row);
      }
    },
    finish(size) {
      return types.map((type, i) => {
        const builder = columnBuilder(type, size);
        for (let group = 0; group < size; group++) builder.set(group, rows[i][group] ?? null);
        return builder.build();
      });
    },
  };
}
