import type { GroupedForm } from '../plan/definitions.js';
import { type LongColumn, type RealColumn, type TicksColumn, wideLongs } from '../types/column.js';
import { grown, nullsWhereUnseen } from './group-slots.js';

/** Sums of 64 bits that wrap: in doubles while they are exact, carried over to 64 bits before they are not. */
class WholeSums {
  private near = new Float64Array(16);
  private far = new BigInt64Array(16);

  add({ values }: LongColumn | TicksColumn, ids: Int32Array, length: number, size: number): void {
    this.near = grown(this.near, size);
    this.far = grown(this.far, size);
    if (values instanceof BigInt64Array) this.addWide(values, ids, length);
    else this.addSafe(values, ids, length);
  }

  private addSafe(values: Float64Array, ids: Int32Array, length: number): void {
    const { near, far } = this;
    for (let row = 0; row < length; row++) {
      const group = ids[row];
      if (group < 0) continue;
      const sum = near[group] + values[row];
      if (sum <= Number.MAX_SAFE_INTEGER && sum >= Number.MIN_SAFE_INTEGER) {
        near[group] = sum;
      } else {
        far[group] += BigInt(near[group]);
        near[group] = values[row];
      }
    }
  }

  private addWide(values: BigInt64Array, ids: Int32Array, length: number): void {
    const { far } = this;
    for (let row = 0; row < length; row++) if (ids[row] >= 0) far[ids[row]] += values[row];
  }

  /** The sums in doubles, or in 64 bits where one of them needs it. */
  finish(size: number): Float64Array | BigInt64Array {
    this.near = grown(this.near, size);
    this.far = grown(this.far, size);
    const far = this.far.slice(0, size);
    if (far.every((each) => each === 0n)) return this.near.slice(0, size);
    for (let group = 0; group < size; group++) far[group] += BigInt(this.near[group]);
    return far;
  }
}

/** Sums in doubles, added in the order of the rows. */
class RealSums {
  private sums = new Float64Array(16);

  add({ values }: RealColumn, ids: Int32Array, length: number, size: number): void {
    this.sums = grown(this.sums, size);
    const { sums } = this;
    for (let row = 0; row < length; row++) if (ids[row] >= 0) sums[ids[row]] += values[row];
  }

  finish(size: number): Float64Array {
    this.sums = grown(this.sums, size);
    return this.sums.slice(0, size);
  }
}

export function groupSums(type: 'long' | 'timespan' | 'real'): GroupedForm {
  if (type === 'real') {
    const sums = new RealSums();
    return {
      add: ([column], ids, length, size) => sums.add(column as RealColumn, ids, length, size),
      finish: (size) => [{ type, values: sums.finish(size), nulls: undefined }],
    };
  }
  const sums = new WholeSums();
  return {
    add: ([column], ids, length, size) => sums.add(column as LongColumn, ids, length, size),
    finish(size) {
      const values = sums.finish(size);
      return type === 'long'
        ? [{ type, values, nulls: undefined }]
        : [{ type, values: wideLongs(values), nulls: undefined }];
    },
  };
}

/** The mean of longs and reals is a real, NaN of nothing; that of timespans a timespan, null of nothing. */
export function groupMeans(type: 'long' | 'timespan' | 'real'): GroupedForm {
  const sums = type === 'real' ? new RealSums() : new WholeSums();
  let counts = new Float64Array(16);
  return {
    add([column], ids, length, size) {
      sums.add(column as never, ids, length, size);
      counts = grown(counts, size);
      for (let row = 0; row < length; row++) if (ids[row] >= 0) counts[ids[row]]++;
    },
    finish(size) {
      counts = grown(counts, size);
      const values = sums.finish(size);
      if (type !== 'timespan')
        return [
          {
            type: 'real',
            values: Float64Array.from({ length: size }, (_, i) => Number(values[i]) / counts[i]),
            nulls: undefined,
          },
        ];
      const means = wideLongs(values);
      for (let group = 0; group < size; group++) if (counts[group] > 0) means[group] /= BigInt(counts[group]);
      return [{ type, values: means, nulls: nullsWhereUnseen(Uint8Array.from(counts, Math.sign), size) }];
    },
  };
}
