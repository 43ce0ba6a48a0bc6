import type { Decimal } from 'decimal.js';
import type { ScalarType } from './scalar-type.js';
import { formatDatetime, formatTimespan } from './ticks.js';
import { type Json, type Value, WholeReal } from './value.js';

/** A value as JSON answers carry it. */
export type Cell = null | boolean | number | string | Cell[] | { [key: string]: Cell };

/** The JSON cell of a value: a long beyond 2^53 is a string of its digits, times are their printed form. */
export function cellOf(value: Value, type: ScalarType): Cell {
  if (value === null) return null;
  switch (type) {
    case 'long':
      return wholeCell(value as bigint);
    case 'real':
      return realCell(value as number);
    case 'decimal':
      return (value as Decimal).toFixed();
    case 'datetime':
      return formatDatetime(value as bigint);
    case 'timespan':
      return formatTimespan(value as bigint);
    case 'dynamic':
      return dynamicCell(value as Json);
    default:
      return value as boolean | number | string;
  }
}

function wholeCell(value: bigint): number | string {
  const double = Number(value);
  return Number.isSafeInteger(double) ? double : String(value);
}

function realCell(value: number): number | string {
  return Number.isFinite(value) ? value : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function dynamicCell(json: Json): Cell {
  if (json === null) return null;
  if (typeof json === 'bigint') return wholeCell(json);
  if (typeof json === 'number') return realCell(json);
  if (typeof json !== 'object') return json;
  if (json instanceof WholeReal) return json.value;
  if (Array.isArray(json)) return json.map(dynamicCell);
  return Object.fromEntries(Object.keys(json).map((key) => [key, dynamicCell(json[key])]));
}
