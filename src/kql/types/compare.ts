import type { Decimal } from 'decimal.js';
import { printJson } from './json.js';
import type { ScalarType } from './scalar-type.js';
import type { Json, Value } from './value.js';

/** Orders two values of one type, neither null: strings by code point, NaN before every number. */
export function compareValues(a: Value, b: Value, type: ScalarType): -1 | 0 | 1 {
  switch (type) {
    case 'string':
    case 'guid':
      return compareText(a as string, b as string);
    case 'decimal':
      return Math.sign((a as Decimal).comparedTo(b as Decimal)) as -1 | 0 | 1;
    case 'real':
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
      break;
    case 'dynamic':
      return compareText(printJson(a as Json), printJson(b as Json));
  }
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}

/** Orders texts by code point; UTF-16 units alone would put U+FFFD behind U+1F600, which is written with surrogates. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const leftHigh = left >= 0xd800 && left < 0xe000;
    const rightHigh = right >= 0xd800 && right < 0xe000;
    if (leftHigh !== rightHigh) return leftHigh ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}

/** A key that equal values of one type share: NaN equals NaN, -0 equals 0, dynamics by their structure. */
export function keyOf(value: Value, type: ScalarType): unknown {
  if (value === null) return null;
  if (type === 'dynamic') return printJson(value as Json);
  if (type === 'decimal') return (value as Decimal).isZero() ? '0' : (value as Decimal).toFixed();
  return value === 0 ? 0 : value;
}
