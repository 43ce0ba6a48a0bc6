import { type Column, isNullAt, valueReader } from './column.js';
import { compareValues } from './compare.js';

export interface SortColumn {
  readonly column: Column;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** The rows in sorted order; equal rows stay in the order they came in. */
export function sortRows(keys: readonly SortColumn[], length: number): Int32Array {
  const rows = new Int32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows.sort(rowOrder(keys));
}

/** Compares two rows by the keys, then by their place. */
function rowOrder(keys: readonly SortColumn[]): (a: number, b: number) => number {
  const orders = keys.map(orderOf);
  if (orders.length === 1) {
    const [only] = orders;
    return (a, b) => only(a, b) || a - b;
  }
  return (a, b) => {
    for (const order of orders) {
      const result = order(a, b);
      if (result !== 0) return result;
    }
    return a - b;
  };
}

function orderOf({ column, descending, nullsFirst }: SortColumn): (a: number, b: number) => number {
  const values = valueOrder(column);
  const directed = descending ? (a: number, b: number) => values(b, a) : values;
  const beforeNulls = nullsFirst ? 1 : -1;
  if (column.type === 'string' || ('nulls' in column && column.nulls === undefined)) return directed;
  return (a, b) => {
    const aNull = isNullAt(column, a);
    const bNull = isNullAt(column, b);
    if (aNull || bNull) return aNull === bNull ? 0 : aNull ? -beforeNulls : beforeNulls;
    return directed(a, b);
  };
}

function valueOrder(column: Column): (a: number, b: number) => number {
  switch (column.type) {
    case 'bool':
    case 'int': {
      const { values } = column;
      return (a, b) => values[a] - values[b];
    }
    case 'long':
    case 'datetime':
    case 'timespan': {
      const values = column.values as Float64Array;
      return (a, b) => (values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : 0);
    }
    default: {
      const read = valueReader(column);
      const { type } = column;
      return (a, b) => compareValues(read(a), read(b), type);
    }
  }
}
