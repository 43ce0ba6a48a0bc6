import { convertValue } from '../../types/convert.js';
import { printJson } from '../../types/json.js';
import type { ScalarType } from '../../types/scalar-type.js';
import type { Json, Value } from '../../types/value.js';

/** A value as it stands inside an array or a bag; a text stays a text, JSON or not. */
export function toElement(value: Value, type: ScalarType): Json {
  return type === 'string' ? (value as string) : (convertValue(value, type, 'dynamic') as Json);
}

/** What tells two elements apart: equal for equal values of one type. */
export const identity = printJson;

/** Whether a dynamic is a property bag. */
export function isBag(json: Json): json is { [key: string]: Json } {
  return (
    typeof json === 'object' &&
    json !== null &&
    !Array.isArray(json) &&
    Object.getPrototypeOf(json) === Object.prototype
  );
}

/** The distinct elements, in order of their first appearance, by what tells them apart. */
export function distinct(array: readonly Json[]): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const each of array) {
    const key = identity(each);
    if (!found.has(key)) found.set(key, each);
  }
  return found;
}
