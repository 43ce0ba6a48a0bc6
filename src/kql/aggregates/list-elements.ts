import { convertValue } from '../types/convert.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Json, Value } from '../types/value.js';

/** The most elements that a list, set or bag keeps. */
export const mostElements = 1_048_576;

/** A value as an element of a dynamic array: NaN and infinities become text. */
export function elementOf(value: Value, type: ScalarType): Json {
  if (value === null || type === 'dynamic' || type === 'string') return value as Json;
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  return convertValue(value, type, 'dynamic') as Json;
}

/** An array gives its elements, everything else itself. */
export const flat = (json: Json): readonly Json[] => (Array.isArray(json) ? json : [json]);

/** The most elements that the obsolete makelist and makeset keep unless told. */
export const mostOnceElements = 128;

/** The number of elements that a query lets a list or set have. */
export const mostOf = (constant: Value | undefined, unlessGiven = mostElements) =>
  Math.min(Number(constant ?? unlessGiven), mostElements);
