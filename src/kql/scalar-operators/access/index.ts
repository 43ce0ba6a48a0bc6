import { overload, scalarFunction } from '../../plan/definitions.js';
import { type Json, WholeReal } from '../../types/value.js';

/** `d.name`, `d["name"]`, `d[0]`: null where there is none; a negative index counts from the end. */
const access = scalarFunction('[]', {
  summary: 'A property of a bag or an element of an array.',
  overloads: [
    overload(
      ['dynamic', 'string'],
      'dynamic',
      (value, key) => {
        if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof WholeReal)
          return null;
        return Object.hasOwn(value, key) ? value[key] : null;
      },
      { exact: true },
    ),
    overload(['dynamic', 'long'], 'dynamic', (value, index) => element(value, index), { exact: true }),
    overload(
      ['dynamic', 'dynamic'],
      'dynamic',
      (value, key) => {
        if (typeof key === 'number') return element(value, BigInt(key));
        return typeof key === 'string' && value !== null && typeof value === 'object' && Object.hasOwn(value, key)
          ? (value as { [key: string]: Json })[key]
          : null;
      },
      { exact: true },
    ),
  ],
});

function element(value: Json, index: bigint): Json {
  if (!Array.isArray(value)) return null;
  const at = Number(index);
  return value[at < 0 ? value.length + at : at] ?? null;
}

/** @see https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic */
export const accessOperators = [access];
