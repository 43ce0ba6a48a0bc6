import { type Column, columnOf, concatColumns, gather } from './column.js';
import { KeyEncoder } from './key-encoder.js';
import { PairCodes } from './pair-codes.js';
import type { ScalarType } from './scalar-type.js';

/** Gives equal keys of one or more columns equal ids from 0 on; null equals null and NaN equals NaN, as grouping and joins have it. */
export class GroupIndex {
  private readonly encoders: KeyEncoder[];
  private readonly pairs: PairCodes[];
  /** The keys as they first came, batch by batch. */
  private readonly keys: Column[][];
  private readonly lengths: number[] = [];
  private groups = 0;
  /** Where the new keys of a batch are; kept for the next batch. */
  private firstRows = new Int32Array(0);

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
    if (this.firstRows.length < length) this.firstRows = new Int32Array(length);
    const { firstRows } = this;
    const before = this.groups;
    let groups = before;
    // Ids are given in the order of the rows: a new one is the next. Without a branch, as new and old ones may come mixed.
    for (let row = 0; row < length; row++) {
      firstRows[groups - before] = row;
      groups += ids[row] === groups ? 1 : 0;
    }
    if (groups > before) {
      this.groups = groups;
      this.lengths.push(groups - before);
      const chosen = firstRows.subarray(0, groups - before);
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
    const ids = this.encoders[0].encode(columns[0], length, grow);
    for (let i = 1; i < columns.length; i++)
      this.pairs[i - 1].combine(ids, this.encoders[i].encode(columns[i], length, grow), grow);
    return ids;
  }
}
