import { doublesFrom } from './big-doubles.js';
import type { Column, Nulls } from './column.js';
import { keyOf } from './compare.js';
import { NumberCodes } from './number-codes.js';
import type { ScalarType } from './scalar-type.js';

/** Year 2020: ticks counted from here are exact doubles for 28 years either way, and doubles are cheaper keys than bigints. */
const tickBase = 637_134_336_000_000_000n;
const reach = 2n ** 53n;

/** Gives the values of one column codes from 0 on. */
export class KeyEncoder {
  private readonly numbers = new NumberCodes();
  private readonly others = new Map<unknown, number>();
  private readonly dictionaries = new WeakMap<readonly string[], Int32Array>();
  private ofNull = -1;
  private size = 0;

  constructor(private readonly type: ScalarType) {}

  /** The code of each row's value; where it has none, a new one if the codes may grow, else -1. */
  encode(column: Column, length: number, grow: boolean): Int32Array {
    switch (column.type) {
      case 'string':
        if (column.codes !== undefined) return this.throughDictionary(column.codes, column.values, length, grow);
        return this.boxed(column.values, length, grow);
      case 'guid':
        return this.boxed(column.values, length, grow);
      case 'decimal':
      case 'dynamic':
        return this.boxed(
          column.values.map((value) => keyOf(value, this.type)),
          length,
          grow,
        );
      default:
        return column.values instanceof BigInt64Array
          ? this.wide(column.values, column.nulls, length, grow)
          : this.doubles(column.values, column.nulls, length, grow);
    }
  }

  private boxed(keys: readonly unknown[], length: number, grow: boolean): Int32Array {
    const out = new Int32Array(length);
    for (let row = 0; row < length; row++) out[row] = this.code(keys[row], grow);
    return out;
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

  private doubles(
    values: Float64Array | Int32Array | Uint8Array,
    nulls: Nulls,
    length: number,
    grow: boolean,
  ): Int32Array {
    const out = new Int32Array(length);
    for (let row = 0; row < length; row++) {
      // What is like the row before is not looked up again: times are often rounded, and rows come in their order.
      if (row > 0 && values[row] === values[row - 1] && nulls === undefined) out[row] = out[row - 1];
      else out[row] = nulls?.[row] === 1 ? this.codeOfNull(grow) : this.number(values[row], grow);
    }
    return out;
  }

  private wide(values: BigInt64Array, nulls: Nulls, length: number, grow: boolean): Int32Array {
    const base = this.type === 'datetime' ? tickBase : 0n;
    const near = doublesFrom(base, values);
    if (near !== undefined) return this.doubles(near, nulls, length, grow);
    const out = new Int32Array(length);
    for (let row = 0; row < length; row++) {
      const relative = values[row] - base;
      if (nulls?.[row] === 1) out[row] = this.codeOfNull(grow);
      else if (relative >= -reach && relative < reach) out[row] = this.number(Number(relative), grow);
      else out[row] = this.code(relative, grow);
    }
    return out;
  }

  private number(value: number, grow: boolean): number {
    const code = grow ? this.numbers.findOrAdd(value, this.size) : this.numbers.find(value);
    if (code === this.size) this.size++;
    return code;
  }

  private codeOfNull(grow: boolean): number {
    if (this.ofNull < 0 && grow) this.ofNull = this.size++;
    return this.ofNull;
  }

  private code(key: unknown, grow: boolean): number {
    if (key === null) return this.codeOfNull(grow);
    let code = this.others.get(key);
    if (code === undefined) {
      if (!grow) return -1;
      code = this.size++;
      this.others.set(key, code);
    }
    return code;
  }
}
