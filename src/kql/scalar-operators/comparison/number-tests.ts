import type { Rows } from '../../plan/definitions.js';
import type { Column, Nulls } from '../../types/column.js';

/** The numbers of two columns that are compared; each loop stands alone for doubles and for 64 bits, so that it stays fast for both. */
type Doubles = Float64Array | Int32Array | Uint8Array;
export type Numbers = Doubles | BigInt64Array;

/** 1 in each row where the left number is less than the right one, or equal if `orEqual`. */
export function lessThan(a: Numbers, b: Numbers, orEqual: boolean, rows: Rows, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const count = rows === null ? length : rows.length;
  if (a instanceof BigInt64Array || b instanceof BigInt64Array) {
    for (let k = 0; k < count; k++) {
      const row = rows === null ? k : rows[k];
      out[row] = (orEqual ? a[row] <= b[row] : a[row] < b[row]) ? 1 : 0;
    }
    return out;
  }
  for (let k = 0; k < count; k++) {
    const row = rows === null ? k : rows[k];
    out[row] = (orEqual ? a[row] <= b[row] : a[row] < b[row]) ? 1 : 0;
  }
  return out;
}

/** 1 in each row where the numbers are equal; what nulls hold counts for nothing. */
export function equalTo(a: Numbers, b: Numbers, rows: Rows, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const count = rows === null ? length : rows.length;
  if (a instanceof BigInt64Array || b instanceof BigInt64Array) {
    for (let k = 0; k < count; k++) {
      const row = rows === null ? k : rows[k];
      // A double beside a bigint may equal it.
      // biome-ignore lint/suspicious/noDoubleEquals: numbers only
      out[row] = a[row] == b[row] ? 1 : 0;
    }
    return out;
  }
  if (rows === null && a instanceof Float64Array && b instanceof Float64Array)
    for (let row = 0; row < length; row++) out[row] = a[row] === b[row] ? 1 : 0;
  else if (rows === null) for (let row = 0; row < length; row++) out[row] = a[row] === b[row] ? 1 : 0;
  else for (const row of rows) out[row] = a[row] === b[row] ? 1 : 0;
  return out;
}

export function numbersOf(column: Column): Numbers {
  return (column as { values: Numbers }).values;
}

export function nullsOf(column: Column): Nulls {
  return 'nulls' in column ? column.nulls : undefined;
}

/** Null where either is. */
export function eitherNull(a: Nulls, b: Nulls, length: number): Nulls {
  if (a === undefined || b === undefined) return a ?? b;
  const nulls = new Uint8Array(length);
  for (let row = 0; row < length; row++) nulls[row] = a[row] | b[row];
  return nulls;
}

/** Null where both are. */
export function bothNull(a: Nulls, b: Nulls, length: number): Nulls {
  if (a === undefined || b === undefined) return undefined;
  const nulls = new Uint8Array(length);
  for (let row = 0; row < length; row++) nulls[row] = a[row] & b[row];
  return nulls;
}
