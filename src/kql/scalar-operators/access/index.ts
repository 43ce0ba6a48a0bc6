import { invariant } from '../../../base/invariant.js';
import { overload, type Rows, scalarFunction } from '../../plan/definitions.js';
import type { Column } from '../../types/column.js';
import { type Json, WholeReal } from '../../types/value.js';

/** `d.name`, `d["name"]`, `d[0]`, `d[true]`: null where there is none; a negative index counts from the end. */
const access = scalarFunction('[]', {
  summary: 'A property of a bag or an element of an array.',
  overloads: [
    overload(['dynamic', 'string'], 'dynamic', property, {
      exact: true,
      columnar: ({ constants: [, key] }) =>
        typeof key === 'string' ? ([column], rows) => propertyOfEach(column, key, rows) : null,
    }),
    overload(['dynamic', 'long'], 'dynamic', (value, index) => element(value, index), { exact: true }),
    overload(['dynamic', 'bool'], 'dynamic', (value, index) => element(value, index ? 1n : 0n), { exact: true }),
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

function property(value: Json, key: string): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof WholeReal) return null;
  return Object.hasOwn(value, key) ? value[key] : null;
}

function propertyOfEach(column: Column, key: string, rows: Rows): Column {
  invariant(column.type === 'dynamic', 'only a dynamic has properties');
  if (rows === null) return { type: 'dynamic', values: column.values.map((value) => property(value, key)) };
  const values = new Array<Json>(column.values.length).fill(null);
  for (const row of rows) values[row] = property(column.values[row], key);
  return { type: 'dynamic', values };
}

function element(value: Json, index: bigint): Json {
  if (!Array.isArray(value)) return null;
  const at = Number(index);
  return value[at < 0 ? value.length + at : at] ?? null;
}

/** @see https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic */
export const accessOperators = [access];
