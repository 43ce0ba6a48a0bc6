import type { Decimal } from 'decimal.js';

/**
 * A whole number that is a `real` inside a dynamic (`1.0`), which a JavaScript number alone cannot tell from the long `1`.
 * All other reals in a dynamic are plain numbers with a fraction, NaN or infinite.
 */
export class WholeReal {
  constructor(readonly value: number) {}
  valueOf(): number {
    return this.value;
  }
}

/**
 * What a dynamic holds. A whole JavaScript number is a long while it is safe, beyond 2^53 a long is a bigint;
 * objects keep their keys in the order they were written and have no prototype keys to fear (`__proto__` is an own key).
 */
export type Json = null | boolean | number | bigint | string | WholeReal | Json[] | { [key: string]: Json };

/**
 * One value outside a column, as plain functions get and give it: bool boolean; int and real number; long bigint;
 * datetime and timespan bigint ticks of 100 ns (datetime since 0001-01-01); decimal Decimal; string and guid (lower case) string;
 * dynamic Json; null null. A string is never null.
 */
export type Value = Json | Decimal;
