import { prepared, scalarFunction } from '../../plan/definitions.js';
import type { Value } from '../../types/value.js';
import { WholeReal } from '../../types/value.js';

/** @see https://learn.microsoft.com/kusto/query/gettype-function */
export default scalarFunction('gettype', {
  summary: 'Names the type of a value; of a dynamic, the type of what it holds.',
  naming: { prefix: 'type' },
  overloads: [
    prepared(
      ['any'],
      'string',
      ({ types: [type] }) =>
        (value) =>
          type === 'dynamic' ? inner(value) : type,
      { nulls: 'given' },
    ),
  ],
});

function inner(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  if (value instanceof WholeReal) return 'double';
  return Array.isArray(value) ? 'array' : 'dictionary';
}
