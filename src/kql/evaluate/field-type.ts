import type { ScalarType } from '../types/scalar-type.js';
import { parseDatetime } from '../types/ticks.js';
import { type Json, WholeReal } from '../types/value.js';

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Learns the type of a field that nobody declared from its values, one by one. */
export class FieldType {
  private readonly found = new Set<ScalarType>();
  private last: ScalarType | undefined;

  /** Takes a value; null tells nothing. */
  add(json: Json): void {
    if (json !== null) this.addOf(this.isText && typeof json === 'string' ? 'string' : typeOfJson(json));
  }

  /** Takes a value of which only the type is known. */
  addOf(type: ScalarType): void {
    if (type === this.last) return;
    this.found.add(type);
    this.last = type;
  }

  /** Whether the last value was a text that is no time: what other texts say then no longer matters. */
  get isText(): boolean {
    return this.last === 'string';
  }

  /** The one type that all values have, or the one that can hold them; undefined where there are none. */
  get type(): ScalarType | undefined {
    if (this.found.size <= 1) return [...this.found][0];
    const only = (...types: ScalarType[]) => [...this.found].every((type) => types.includes(type));
    return only('long', 'real') ? 'real' : only('string', 'datetime') ? 'string' : 'dynamic';
  }
}

function typeOfJson(json: Json): ScalarType {
  if (typeof json === 'string') return isoTime.test(json) && parseDatetime(json) !== null ? 'datetime' : 'string';
  if (typeof json === 'boolean') return 'bool';
  if (typeof json === 'bigint') return 'long';
  if (json instanceof WholeReal) return 'real';
  return typeof json === 'number' ? (Number.isInteger(json) ? 'long' : 'real') : 'dynamic';
}
