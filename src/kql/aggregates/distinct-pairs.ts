import type { Column } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import type { ScalarType } from '../types/scalar-type.js';
import { grown } from './group-slots.js';

/** How many pairs are kept before those that are there twice are thrown out. */
const manyPairs = 2 ** 22;

/** The different values of each group, in the order they first come. */
export class DistinctPairs {
  private readonly index: GroupIndex;
  private groups = new Int32Array(1024);
  private codes = new Int32Array(1024);
  private count = 0;

  constructor(
    type: ScalarType,
    private most = manyPairs,
  ) {
    this.index = new GroupIndex([type]);
  }

  add(column: Column, ids: Int32Array, length: number, size: number): void {
    const codes = this.index.assign([column], length);
    if (this.count + length > this.most) this.shrink(size);
    this.groups = grown(this.groups, this.count + length);
    this.codes = grown(this.codes, this.count + length);
    for (let row = 0; row < length; row++) {
      if (ids[row] < 0) continue;
      this.groups[this.count] = ids[row];
      this.codes[this.count++] = codes[row];
    }
  }

  /** The codes of each group's different values lie in `codes` from its start to the next group's. */
  finish(size: number): { starts: Int32Array; codes: Int32Array; values: Column } {
    return { ...this.byGroup(size), values: this.index.keyColumns()[0] };
  }

  private shrink(size: number): void {
    const { starts, codes } = this.byGroup(size);
    for (let group = 0; group < size; group++) this.groups.fill(group, starts[group], starts[group + 1]);
    this.codes.set(codes);
    this.count = codes.length;
    this.most = Math.max(this.most, this.count * 2);
  }

  /** Sorts the pairs by group, which keeps the order of the rows, and takes each code once: a stamp tells which group had it last. */
  private byGroup(size: number): { starts: Int32Array; codes: Int32Array } {
    const { groups, codes, count } = this;
    const ends = new Int32Array(size + 1);
    for (let i = 0; i < count; i++) ends[groups[i] + 1]++;
    for (let group = 0; group < size; group++) ends[group + 1] += ends[group];
    const places = ends.slice();
    const sorted = new Int32Array(count);
    for (let i = 0; i < count; i++) sorted[places[groups[i]]++] = codes[i];
    const stamps = new Int32Array(this.index.size).fill(-1);
    const starts = new Int32Array(size + 1);
    let kept = 0;
    for (let group = 0; group < size; group++) {
      for (let i = ends[group]; i < ends[group + 1]; i++) {
        if (stamps[sorted[i]] === group) continue;
        stamps[sorted[i]] = group;
        sorted[kept++] = sorted[i];
      }
      starts[group + 1] = kept;
    }
    return { starts, codes: sorted.subarray(0, kept) };
  }
}
