import { type Column, columnOf, concatColumns, gather } from './column.js';
import { KeyEncoder } from './key-encoder.js';
import { NumberCodes } from './number-codes.js';
import type { ScalarType } from './scalar-type.js';

/** Two codes below this make one exact double. */
const radix = 2 ** 26;

/** Gives equal keys of one or more columns equal ids from 0 on; null equals null and NaN equals NaN, as grouping and joins have it. */
export class GroupIndex {
  private readonly encoders: KeyEncoder[];
  private readonly pairs: PairCodes[];
  /** The keys as they first came, batch by batch. */
  private readonly keys: Column[][];
  private readonly lengths: number[] = [];
  private groups = 0;

  constructor(private readonly types: readonly ScalarType[]) {
    this.encoders = types.map((type) => new KeyEncoder(type));
    this.pairs = types.slice(1).map(() => new PairCodes());
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
    const first = this.groups;
    const rows: number[] = [];
    for (let row = 0; row < length; row++) {
      if (ids[row] < this.groups) continue;
      this.groups++;
      rows.push(row);
    }
    if (this.groups > first) {
      this.lengths.push(rows.length);
      const chosen = Int32Array.from(rows);
      for (let i = 0; i < columns.length; i++) this.keys[i].push(gather(columns[i], chosen));
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
    return this.types.map((type, i) =>
      this.lengths.length === 0 ? columnOf(type, []) : concatColumns(type, this.keys[i], this.lengths),
    );
  }

  private encode(columns: readonly Column[], length: number, grow: boolean): Int32Array {
    let ids = this.encoders[0].encode(columns[0], length, grow);
    for (let i = 1; i < columns.length; i++)
      ids = this.pairs[i - 1].combine(ids, this.encoders[i].encode(columns[i], length, grow), grow);
    return ids;
  }
}

/** Gives pairs of codes codes of their own. */
class PairCodes {
  private readonly codes = new NumberCodes();
  private size = 0;

  combine(left: Int32Array, right: Int32Array, grow: boolean): Int32Array {
    const ids = new Int32Array(left.length);
    for (let row = 0; row < left.length; row++) {
      if (left[row] < 0 || right[row] < 0) {
        ids[row] = -1;
        continue;
      }
      const pair = left[row] * radix + right[row];
      ids[row] = grow ? this.codes.findOrAdd(pair, this.size) : this.codes.find(pair);
      if (ids[row] === this.size) this.size++;
    }
    return ids;
  }
}
