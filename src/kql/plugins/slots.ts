import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';
import { parseDatetime } from '../types/ticks.js';
import { type Json, WholeReal } from '../types/value.js';

/** The engine takes such a string in a dynamic for a datetime. */
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** Whether a dynamic is a property bag. */
export function isBag(json: Json): json is { readonly [key: string]: Json } {
  return json !== null && typeof json === 'object' && !Array.isArray(json) && !(json instanceof WholeReal);
}

/** The properties of bags by name, each with the type of its values: dynamic where they differ; nulls do not count. */
export function slotColumns(bags: readonly Json[], ignored: ReadonlySet<unknown>): ColumnDeclaration[] {
  const types = new Map<string, ScalarType>();
  for (const bag of bags) {
    if (!isBag(bag)) continue;
    for (const key of Object.keys(bag)) {
      if (bag[key] === null || ignored.has(key)) continue;
      const type = typeOf(bag[key]);
      const known = types.get(key) ?? type;
      types.set(key, known === type ? type : 'dynamic');
    }
  }
  return [...types].map(([name, type]) => ({ name, type })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function typeOf(json: Json): ScalarType {
  switch (typeof json) {
    case 'string':
      return isoTime.test(json) && parseDatetime(json) !== null ? 'datetime' : 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'long';
    case 'number':
      return Number.isInteger(json) ? 'long' : 'real';
    default:
      return json instanceof WholeReal ? 'real' : 'dynamic';
  }
}
