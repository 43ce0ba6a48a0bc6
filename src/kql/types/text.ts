import type { Decimal } from 'decimal.js';
import { printJson } from './json.js';
import type { ScalarType } from './scalar-type.js';
import { formatDatetime, formatTimespan } from './ticks.js';
import type { Json, Value } from './value.js';

/** A real as tostring() prints it: `1.0`, `0.30000000000000004`, `inf`, `NaN`. */
export function realText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const shortest = String(value);
  const digits = Number(value.toPrecision(15)) === value ? shortest : value.toPrecision(17).replace(/(\.\d*?)0+($|e)/, '$1$2');
  return Number.isInteger(value) && !/[.e]/.test(digits) ? `${digits}.0` : digits;
}

/** tostring() of a value of any type; null is the empty string. */
export function valueText(value: Value, type: ScalarType): string {
  if (value === null) return '';
  switch (type) {
    case 'bool':
      return value ? 'True' : 'False';
    case 'real':
      return realText(value as number);
    case 'decimal':
      return (value as Decimal).toFixed();
    case 'datetime':
      return formatDatetime(value as bigint);
    case 'timespan':
      return formatTimespan(value as bigint);
    case 'dynamic':
      return typeof value === 'string' ? value : printJson(value as Json);
    default:
      return String(value);
  }
}
