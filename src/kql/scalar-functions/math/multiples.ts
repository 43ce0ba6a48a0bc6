import { invariant } from '../../../base/invariant.js';
import type { Overload } from '../../plan/definitions.js';

/** The largest multiple of `size` that is not above `value`, in 64 bits; null for a size that is not positive. */
export function floorTo(value: bigint, size: bigint): bigint | null {
  if (size <= 0n) return null;
  const rest = value % size;
  return BigInt.asIntN(64, value - (rest < 0n ? rest + size : rest));
}

/** The same for a column of times and a constant size. */
export function flooredTicks(type: 'datetime' | 'timespan'): Overload['columnar'] {
  return ({ constants: [, size] }) => {
    if (typeof size !== 'bigint' || size <= 0n) return null;
    return ([column], _rows, length) => {
      invariant(column.type === type, `the argument is a ${type}`);
      const values = new BigInt64Array(length);
      for (let row = 0; row < length; row++) {
        const value = column.values[row];
        const rest = value % size;
        values[row] = value - (rest < 0n ? rest + size : rest);
      }
      return { type, values, nulls: column.nulls };
    };
  };
}
