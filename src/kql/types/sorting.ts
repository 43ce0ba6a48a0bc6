import { nearestDouble, wideOrder } from './big-doubles.js';
import { type Column, isNullAt, valueReader } from './column.js';
import { compareText, compareValues } from './compare.js';

export interface SortColumn {
  readonly column: Column;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

type Order = (a: number, b: number) => number;

/** The rows in sorted order; equal rows stay in the order they came in. */
export function sortRows(keys: readonly SortColumn[], length: number): Int32Array {
  return everyRow(length).sort(rowOrder(keys));
}

/** How many rows are looked at to find out where the first ones end. */
const sampleSize = 1024;

/** The rows in sorted order, in parts: of many, the first part has at least `count`, and the rest is not sorted until it is asked for. */
export function* sortedParts(keys: readonly SortColumn[], length: number, count: number): Generator<Int32Array> {
  const order = rowOrder(keys);
  const score = length < 8 * count || length < 8 * sampleSize ? undefined : scoreOf(keys[0]);
  if (score === undefined) {
    yield everyRow(length).sort(order);
    return;
  }
  const sample = Float64Array.from({ length: sampleSize }, (_, i) => score(Math.floor((i * length) / sampleSize)));
  const cut = sample.sort()[Math.ceil((sampleSize * count * 1.5) / length) + 4];
  const first: number[] = [];
  for (let row = 0; row < length; row++) if (score(row) <= cut) first.push(row);
  if (first.length < count) {
    yield everyRow(length).sort(order);
    return;
  }
  yield Int32Array.from(first).sort(order);
  yield everyRow(length)
    .filter((row) => score(row) > cut)
    .sort(order);
}

/** Gives a row's double in the order of a key, the same for rows that it cannot tell apart; undefined for keys that are no numbers. */
function scoreOf({ column, descending, nullsFirst }: SortColumn): ((row: number) => number) | undefined {
  if (!('nulls' in column)) return undefined;
  const { values, nulls } = column;
  const apart = nullsFirst ? -Infinity : Infinity;
  const near = values instanceof BigInt64Array ? nearestDouble(values) : (row: number) => values[row];
  return (row) => {
    const value = near(row);
    if (nulls?.[row] === 1 || Number.isNaN(value)) return apart;
    return descending ? -value : value;
  };
}

function everyRow(length: number): Int32Array {
  const rows = new Int32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows;
}

/** Compares two rows by the keys, then by their place. */
function rowOrder(keys: readonly SortColumn[]): Order {
  const [first, ...more] = keys.map(orderOf);
  const next = more.reduceRight<Order>(
    (later, order) => (a, b) => order(a, b) || later(a, b),
    (a, b) => a - b,
  );
  return (a, b) => first(a, b) || next(a, b);
}

function orderOf({ column, descending, nullsFirst }: SortColumn): Order {
  const values = valueOrder(column);
  const directed: Order = descending ? (a, b) => values(b, a) : values;
  if (column.type === 'string' || (column.type !== 'real' && 'nulls' in column && column.nulls === undefined))
    return directed;
  return (a, b) => {
    const apart = nullRank(column, b) - nullRank(column, a);
    if (apart !== 0) return nullsFirst ? apart : -apart;
    return nullRank(column, a) === 0 ? directed(a, b) : 0;
  };
}

/** How far a value stands from the numbers on the side of the nulls: NaN beside the numbers, null at the end. */
function nullRank(column: Column, row: number): number {
  if (isNullAt(column, row)) return 2;
  return column.type === 'real' && Number.isNaN(column.values[row]) ? 1 : 0;
}

function valueOrder(column: Column): Order {
  switch (column.type) {
    case 'bool':
    case 'int': {
      const { values } = column;
      return (a, b) => values[a] - values[b];
    }
    case 'long':
    case 'datetime':
    case 'timespan':
      return column.values instanceof Float64Array ? doubleOrder(column.values) : wideOrder(column.values);
    case 'string':
      if (column.codes !== undefined && column.values.length <= column.codes.length)
        return dictionaryOrder(column.codes, column.values);
  }
  const read = valueReader(column);
  const { type } = column;
  return (a, b) => compareValues(read(a), read(b), type);
}

function doubleOrder(values: Float64Array): Order {
  return (a, b) => values[a] - values[b];
}

function dictionaryOrder(codes: Int32Array, texts: readonly string[]): Order {
  const ranks = ranksOf(texts);
  return (a, b) => ranks[codes[a]] - ranks[codes[b]];
}

/** The place of each text among all, the same for equal ones. */
function ranksOf(texts: readonly string[]): Int32Array {
  const sorted = everyRow(texts.length).sort((a, b) => compareText(texts[a], texts[b]));
  const ranks = new Int32Array(texts.length);
  for (let i = 1; i < sorted.length; i++)
    ranks[sorted[i]] = ranks[sorted[i - 1]] + (texts[sorted[i]] === texts[sorted[i - 1]] ? 0 : 1);
  return ranks;
}
