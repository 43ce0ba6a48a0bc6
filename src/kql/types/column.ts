import type { Decimal } from 'decimal.js';
import { invariant } from '../../base/invariant.js';
import type { ScalarType } from './scalar-type.js';
import type { Json, Value } from './value.js';

/** One byte a row, 1 where the value is null; absent when no row is. What stands in a null's slot of `values` means nothing. */
export type Nulls = Uint8Array | undefined;

export interface BoolColumn {
  readonly type: 'bool';
  readonly values: Uint8Array;
  readonly nulls: Nulls;
}
export interface IntColumn {
  readonly type: 'int';
  readonly values: Int32Array;
  readonly nulls: Nulls;
}
/** A long stays in doubles while every value is a safe integer; one that is not moves the whole column to 64 bits. */
export interface LongColumn {
  readonly type: 'long';
  readonly values: Float64Array | BigInt64Array;
  readonly nulls: Nulls;
}
export interface RealColumn {
  readonly type: 'real';
  readonly values: Float64Array;
  readonly nulls: Nulls;
}
/** Ticks of 100 ns; a datetime counts them from 0001-01-01. */
export interface TicksColumn {
  readonly type: 'datetime' | 'timespan';
  readonly values: BigInt64Array;
  readonly nulls: Nulls;
}
/** Plain strings, or with `codes` a dictionary: the row's string is `values[codes[row]]`. Strings have no null. */
export interface StringColumn {
  readonly type: 'string';
  readonly codes: Int32Array | undefined;
  readonly values: readonly string[];
}
export interface GuidColumn {
  readonly type: 'guid';
  readonly values: readonly (string | null)[];
}
export interface DecimalColumn {
  readonly type: 'decimal';
  readonly values: readonly (Decimal | null)[];
}
export interface DynamicColumn {
  readonly type: 'dynamic';
  readonly values: readonly Json[];
}

/** The values of one type for the rows of a batch. */
export type Column =
  | BoolColumn
  | IntColumn
  | LongColumn
  | RealColumn
  | TicksColumn
  | StringColumn
  | GuidColumn
  | DecimalColumn
  | DynamicColumn;

/** Whether a row is null; a string never is. */
export function isNullAt(column: Column, row: number): boolean {
  switch (column.type) {
    case 'string':
      return false;
    case 'guid':
    case 'decimal':
    case 'dynamic':
      return column.values[row] === null;
    default:
      return column.nulls !== undefined && column.nulls[row] === 1;
  }
}

/** Gives a function that boxes one row's value: for what is done value by value. */
export function valueReader(column: Column): (row: number) => Value {
  switch (column.type) {
    case 'string': {
      const { codes, values } = column;
      return codes === undefined ? (row) => values[row] : (row) => values[codes[row]];
    }
    case 'guid':
    case 'decimal':
    case 'dynamic': {
      const { values } = column;
      return (row) => values[row];
    }
    case 'bool': {
      const { values, nulls } = column;
      return (row) => (nulls !== undefined && nulls[row] === 1 ? null : values[row] === 1);
    }
    case 'long': {
      const { values, nulls } = column;
      if (values instanceof BigInt64Array)
        return (row) => (nulls !== undefined && nulls[row] === 1 ? null : values[row]);
      return (row) => (nulls !== undefined && nulls[row] === 1 ? null : BigInt(values[row]));
    }
    default: {
      const { values, nulls } = column;
      return (row) => (nulls !== undefined && nulls[row] === 1 ? null : values[row]);
    }
  }
}

/** The rows where a bool that is never null has this value, as 0 or 1. */
export function rowsWith(value: number, values: Uint8Array, length: number): Int32Array {
  // Few are found sooner by a search for the next than by a look at each.
  const few: number[] = [];
  for (let row = values.indexOf(value); row >= 0 && row < length; row = values.indexOf(value, row + 1)) {
    if (few.length * 32 >= length) return rowsOneByOne(value, values, length);
    few.push(row);
  }
  return new Int32Array(few);
}

function rowsOneByOne(value: number, values: Uint8Array, length: number): Int32Array {
  const rows = new Int32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (values[row] === value) rows[count++] = row;
  return rows.subarray(0, count);
}

/** Collects boxed values of one type into a column. */
export interface ColumnBuilder {
  /** Sets a row; rows never set are null (or the empty string). */
  set(row: number, value: Value): void;
  build(): Column;
}

/** Starts a column of `length` rows that are null until set. */
export function columnBuilder(type: ScalarType, length: number): ColumnBuilder {
  switch (type) {
    case 'string':
      return stringBuilder(length);
    case 'guid':
    case 'decimal':
    case 'dynamic':
      return boxedBuilder(type, length);
    case 'long':
      return longBuilder(length);
    case 'bool':
    case 'int':
    case 'real':
      return numberBuilder(type, length);
    case 'datetime':
    case 'timespan':
      return ticksBuilder(type, length);
  }
}

/** Makes a column of boxed values. */
export function columnOf(type: ScalarType, values: readonly Value[]): Column {
  const builder = columnBuilder(type, values.length);
  for (let row = 0; row < values.length; row++) builder.set(row, values[row]);
  return builder.build();
}

/** Makes a column that holds one value in every row. */
export function constantColumn(type: ScalarType, value: Value, length: number): Column {
  if (type === 'string') return { type, codes: new Int32Array(length), values: [value as string] };
  const one = columnOf(type, [value]);
  return gather(one, new Int32Array(length));
}

function stringBuilder(length: number): ColumnBuilder {
  const values = new Array<string>(length).fill('');
  return {
    set(row, value) {
      values[row] = value === null ? '' : (value as string);
    },
    build: () => ({ type: 'string', codes: undefined, values }),
  };
}

function boxedBuilder(type: 'guid' | 'decimal' | 'dynamic', length: number): ColumnBuilder {
  const values = new Array<Value>(length).fill(null);
  return {
    set(row, value) {
      values[row] = value;
    },
    build: () => ({ type, values }) as Column,
  };
}

function numberBuilder(type: 'bool' | 'int' | 'real', length: number): ColumnBuilder {
  const values =
    type === 'bool' ? new Uint8Array(length) : type === 'int' ? new Int32Array(length) : new Float64Array(length);
  const nulls = new Uint8Array(length).fill(1);
  let missing = length;
  return {
    set(row, value) {
      if (value === null) {
        if (nulls[row] === 0) missing++;
        nulls[row] = 1;
        return;
      }
      if (nulls[row] === 1) missing--;
      nulls[row] = 0;
      values[row] = Number(value);
    },
    build: () => ({ type, values, nulls: missing > 0 ? nulls : undefined }) as Column,
  };
}

function ticksBuilder(type: 'datetime' | 'timespan', length: number): ColumnBuilder {
  const values = new BigInt64Array(length);
  const nulls = new Uint8Array(length).fill(1);
  let missing = length;
  return {
    set(row, value) {
      if (value === null) {
        if (nulls[row] === 0) missing++;
        nulls[row] = 1;
        return;
      }
      if (nulls[row] === 1) missing--;
      nulls[row] = 0;
      values[row] = value as bigint;
    },
    build: () => ({ type, values, nulls: missing > 0 ? nulls : undefined }),
  };
}

/** Takes bigints and whole numbers; leaves doubles for 64 bits at the first value that doubles cannot hold. */
function longBuilder(length: number): ColumnBuilder {
  let values: Float64Array | BigInt64Array = new Float64Array(length);
  const nulls = new Uint8Array(length).fill(1);
  let missing = length;
  return {
    set(row, value) {
      if (value === null) {
        if (nulls[row] === 0) missing++;
        nulls[row] = 1;
        return;
      }
      if (nulls[row] === 1) missing--;
      nulls[row] = 0;
      if (values instanceof BigInt64Array) {
        values[row] = BigInt(value as number | bigint);
        return;
      }
      const double = Number(value);
      if (Number.isSafeInteger(double)) {
        values[row] = double;
        return;
      }
      invariant(typeof value === 'bigint', `a long is a bigint or a safe integer, not ${String(value)}`);
      const wide = wideLongs(values);
      wide[row] = value;
      values = wide;
    },
    build: () => ({ type: 'long', values, nulls: missing > 0 ? nulls : undefined }),
  };
}

/** The same longs in 64 bits. */
export function wideLongs(values: Float64Array | BigInt64Array): BigInt64Array {
  if (values instanceof BigInt64Array) return values;
  const wide = new BigInt64Array(values.length);
  for (let row = 0; row < values.length; row++) wide[row] = BigInt(values[row]);
  return wide;
}

/** The rows of a column, in the order given; -1 makes a null (or an empty string). */
export function gather(column: Column, rows: Int32Array): Column {
  const { length } = rows;
  switch (column.type) {
    case 'string': {
      if (column.codes !== undefined) return gatherCodes(column, rows);
      const values = new Array<string>(length);
      for (let i = 0; i < length; i++) values[i] = rows[i] < 0 ? '' : column.values[rows[i]];
      return { type: 'string', codes: undefined, values };
    }
    case 'guid':
    case 'decimal':
    case 'dynamic': {
      const values = new Array<Value>(length);
      for (let i = 0; i < length; i++) values[i] = rows[i] < 0 ? null : column.values[rows[i]];
      return { type: column.type, values } as Column;
    }
    default: {
      const values = newNumbers(column, length);
      const source = column.values;
      for (let i = 0; i < length; i++)
        if (rows[i] >= 0) (values as Float64Array)[i] = (source as Float64Array)[rows[i]];
      return { type: column.type, values, nulls: gatherNulls(column.nulls, rows) } as Column;
    }
  }
}

function newNumbers(column: BoolColumn | IntColumn | LongColumn | RealColumn | TicksColumn, length: number) {
  const Numbers = column.values.constructor as new (length: number) => typeof column.values;
  return new Numbers(length);
}

function gatherCodes(column: StringColumn, rows: Int32Array): StringColumn {
  const source = column.codes as Int32Array;
  const codes = new Int32Array(rows.length);
  let values = column.values;
  let empty = -1;
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] >= 0) {
      codes[i] = source[rows[i]];
      continue;
    }
    if (empty < 0) {
      empty = values.indexOf('');
      if (empty < 0) {
        empty = values.length;
        values = [...values, ''];
      }
    }
    codes[i] = empty;
  }
  return { type: 'string', codes, values };
}

function gatherNulls(nulls: Nulls, rows: Int32Array): Nulls {
  let out: Uint8Array | undefined;
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] >= 0 && (nulls === undefined || nulls[rows[i]] === 0)) continue;
    out ??= new Uint8Array(rows.length);
    out[i] = 1;
  }
  return out;
}

/** The rows from `start` up to, not including, `end`; typed arrays are shared, not copied. */
export function sliceColumn(column: Column, start: number, end: number): Column {
  switch (column.type) {
    case 'string':
      if (column.codes !== undefined)
        return { type: 'string', codes: column.codes.subarray(start, end), values: column.values };
      return { type: 'string', codes: undefined, values: column.values.slice(start, end) };
    case 'guid':
    case 'decimal':
    case 'dynamic':
      return { type: column.type, values: column.values.slice(start, end) } as Column;
    default:
      return {
        type: column.type,
        values: column.values.subarray(start, end),
        nulls: column.nulls?.subarray(start, end),
      } as Column;
  }
}

/** The rows of columns of one type, one behind the other. */
export function concatColumns(type: ScalarType, parts: readonly Column[], lengths: readonly number[]): Column {
  if (parts.length === 1) return parts[0];
  const length = lengths.reduce((sum, each) => sum + each, 0);
  switch (type) {
    case 'string':
      return concatStrings(parts as StringColumn[], lengths, length);
    case 'guid':
    case 'decimal':
    case 'dynamic':
      return { type, values: (parts as GuidColumn[]).flatMap((part) => part.values) } as Column;
    default:
      return concatNumbers(parts as LongColumn[], lengths, length);
  }
}

function concatStrings(parts: readonly StringColumn[], lengths: readonly number[], length: number): StringColumn {
  const dictionary = parts.length > 0 ? parts[0].values : [];
  if (parts.length > 0 && parts.every((part) => part.codes !== undefined && part.values === dictionary)) {
    const codes = new Int32Array(length);
    let at = 0;
    for (let i = 0; i < parts.length; i++) {
      codes.set(parts[i].codes as Int32Array, at);
      at += lengths[i];
    }
    return { type: 'string', codes, values: dictionary };
  }
  const values = new Array<string>(length);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    const { codes, values: source } = parts[i];
    for (let row = 0; row < lengths[i]; row++) values[at++] = codes === undefined ? source[row] : source[codes[row]];
  }
  return { type: 'string', codes: undefined, values };
}

type NumberColumn = BoolColumn | IntColumn | LongColumn | RealColumn | TicksColumn;

function concatNumbers(parts: readonly NumberColumn[], lengths: readonly number[], length: number): Column {
  const type = parts[0].type;
  const wide = parts.some((part) => part.values instanceof BigInt64Array);
  const values = wide ? new BigInt64Array(length) : newNumbers(parts[0], length);
  const nulls = parts.some((part) => part.nulls !== undefined) ? new Uint8Array(length) : undefined;
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    const source = wide ? wideLongs(parts[i].values as Float64Array) : parts[i].values;
    (values as Float64Array).set(source as Float64Array, at);
    if (parts[i].nulls !== undefined) nulls?.set(parts[i].nulls as Uint8Array, at);
    at += lengths[i];
  }
  return { type, values, nulls } as Column;
}
