import { type Column, columnOf, valueReader } from './column.js';
import { keyOf } from './compare.js';
import type { ScalarType } from './scalar-type.js';
import type { Value } from './value.js';

/** Year 2020: ticks counted from here are exact doubles for 28 years either way, and doubles are cheaper keys than bigints. */
const tickBase = 637_134_336_000_000_000n;

/** Two codes below this make one exact double. */
const radix = 2 ** 26;

/** Gives equal keys of one or more columns equal ids from 0 on; null equals null and NaN equals NaN, as grouping and joins have it. */
export class GroupIndex {
  private readonly encoders: Encoder[];
  private readonly pairs: Map<number, number>[];
  private readonly keys: Value[][];
  private groups = 0;

  constructor(private readonly types: readonly ScalarType[]) {
    this.encoders = types.map((type) => new Encoder(type));
    this.pairs = types.slice(1).map(() => new Map());
    this.keys = types.map(() => []);
  }

  /** How many different keys there are. */
  get size(): number {
    return this.groups;
  }

  /** The id of each row's key; unseen keys get the next ids. */
  assign(columns: readonly Column[], length: number): Int32Array {
    if (columns.length === 0) {
      this.groups = Math.max(this.groups, length > 0 ? 1 : 0);
      return new Int32Array(length);
    }
    const ids = this.encode(columns, length, true);
    const readers = columns.map(valueReader);
    for (let row = 0; row < length; row++) {
      if (ids[row] < this.groups) continue;
      this.groups++;
      for (let i = 0; i < readers.length; i++) this.keys[i].push(readers[i](row));
    }
    return ids;
  }

  /** The id of each row's key; -1 where it has not been seen. */
  find(columns: readonly Column[], length: number): Int32Array {
    return columns.length === 0
      ? new Int32Array(length).fill(this.groups === 0 ? -1 : 0)
      : this.encode(columns, length, false);
  }

  /** The keys in the order of their ids. */
  keyColumns(): Column[] {
    return this.types.map((type, i) => columnOf(type, this.keys[i]));
  }

  private encode(columns: readonly Column[], length: number, grow: boolean): Int32Array {
    let ids = this.encoders[0].encode(columns[0], length, grow);
    for (let i = 1; i < columns.length; i++)
      ids = combine(ids, this.encoders[i].encode(columns[i], length, grow), this.pairs[i - 1], grow);
    return ids;
  }
}

function combine(left: Int32Array, right: Int32Array, pairs: Map<number, number>, grow: boolean): Int32Array {
  const ids = new Int32Array(left.length);
  for (let row = 0; row < left.length; row++) {
    if (left[row] < 0 || right[row] < 0) {
      ids[row] = -1;
      continue;
    }
    const pair = left[row] * radix + right[row];
    let id = pairs.get(pair);
    if (id === undefined) {
      id = grow ? pairs.size : -1;
      if (grow) pairs.set(pair, id);
    }
    ids[row] = id;
  }
  return ids;
}

/** Gives the values of one column codes from 0 on. */
class Encoder {
  private readonly codes = new Map<unknown, number>();
  private readonly dictionaries = new WeakMap<readonly string[], Int32Array>();

  constructor(private readonly type: ScalarType) {}

  encode(column: Column, length: number, grow: boolean): Int32Array {
    const out = new Int32Array(length);
    switch (column.type) {
      case 'string':
        if (column.codes !== undefined) return this.throughDictionary(column.codes, column.values, length, grow);
        for (let row = 0; row < length; row++) out[row] = this.code(column.values[row], grow);
        return out;
      case 'guid':
        for (let row = 0; row < length; row++) out[row] = this.code(column.values[row], grow);
        return out;
      case 'decimal':
      case 'dynamic':
        for (let row = 0; row < length; row++)
          out[row] = this.code(column.values[row] === null ? null : keyOf(column.values[row], this.type), grow);
        return out;
      case 'datetime':
      case 'timespan': {
        const { values, nulls } = column;
        for (let row = 0; row < length; row++)
          out[row] = this.code(nulls !== undefined && nulls[row] === 1 ? null : tickKey(values[row]), grow);
        return out;
      }
      default: {
        const { values, nulls } = column;
        const wide = values instanceof BigInt64Array;
        for (let row = 0; row < length; row++)
          out[row] = this.code(
            nulls !== undefined && nulls[row] === 1 ? null : wide ? longKey(values[row] as bigint) : values[row],
            grow,
          );
        return out;
      }
    }
  }

  private throughDictionary(codes: Int32Array, values: readonly string[], length: number, grow: boolean): Int32Array {
    const known = this.dictionaries.get(values) ?? new Int32Array(values.length).fill(-1);
    this.dictionaries.set(values, known);
    const out = new Int32Array(length);
    for (let row = 0; row < length; row++) {
      const at = codes[row];
      if (known[at] < 0) known[at] = this.code(values[at], grow);
      out[row] = known[at];
    }
    return out;
  }

  private code(key: unknown, grow: boolean): number {
    let code = this.codes.get(key);
    if (code === undefined) {
      if (!grow) return -1;
      code = this.codes.size;
      this.codes.set(key, code);
    }
    return code;
  }
}

function tickKey(ticks: bigint): number | bigint {
  const relative = ticks - tickBase;
  return relative > -9_007_199_254_740_992n && relative < 9_007_199_254_740_992n ? Number(relative) : ticks;
}

function longKey(value: bigint): number | bigint {
  return value > -9_007_199_254_740_992n && value < 9_007_199_254_740_992n ? Number(value) : value;
}
