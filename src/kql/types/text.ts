import type { Decimal } from 'decimal.js';
import { printJson } from './json.js';
import { realText } from './real-text.js';
import type { ScalarType } from './scalar-type.js';
import { formatDatetime, formatTimespan } from './ticks.js';
import type { Json, Value } from './value.js';

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
