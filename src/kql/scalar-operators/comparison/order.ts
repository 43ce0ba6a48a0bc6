import {
  type Columnar,
  columnar,
  overload,
  type ParameterType,
  type Rows,
  scalarFunction,
} from '../../plan/definitions.js';
import type { Column, Nulls } from '../../types/column.js';
import { convertValue } from '../../types/convert.js';
import type { Json, Value } from '../../types/value.js';
import { WholeReal } from '../../types/value.js';

type Test = (a: number, b: number) => boolean;

/** Compares two columns of numbers or ticks; what is not both doubles is compared as 64-bit integers. */
function compared(test: Test): () => Columnar {
  return () =>
    ([left, right], rows, length) => {
      const values = new Uint8Array(length);
      const a = (left as { values: Float64Array }).values;
      const b = (right as { values: Float64Array }).values;
      eachRow(rows, length, (row) => {
        values[row] = test(a[row], b[row]) ? 1 : 0;
      });
      return { type: 'bool', values, nulls: eitherNull(nullsOf(left), nullsOf(right), length) };
    };
}

function nullsOf(column: Column): Nulls {
  return 'nulls' in column ? column.nulls : undefined;
}

function eitherNull(a: Nulls, b: Nulls, length: number): Nulls {
  if (a === undefined || b === undefined) return a ?? b;
  const nulls = new Uint8Array(length);
  for (let row = 0; row < length; row++) nulls[row] = a[row] | b[row];
  return nulls;
}

function eachRow(rows: Rows, length: number, visit: (row: number) => void): void {
  if (rows === null) for (let row = 0; row < length; row++) visit(row);
  else for (const row of rows) visit(row);
}

/** The number that a dynamic holds; null for anything else. */
function numberOf(json: Json): number | null {
  if (json instanceof WholeReal) return json.value;
  return typeof json === 'number' || typeof json === 'bigint'
    ? Number(json)
    : typeof json === 'string'
      ? (convertValue(json, 'string', 'real') as number | null)
      : null;
}

function order(name: string, summary: string, test: Test) {
  const exact = { exact: true } as const;
  const pair = (type: ParameterType) => columnar([type, type], 'bool', compared(test), exact);
  const plain = (a: Value, b: Value) => test(a as number, b as number);
  return scalarFunction(name, {
    summary,
    overloads: [
      pair('int'),
      pair('long'),
      pair('real'),
      pair('datetime'),
      pair('timespan'),
      overload(['decimal', 'decimal'], 'bool', (a, b) => test(a.comparedTo(b), 0), exact),
      overload(['bool', 'bool'], 'bool', plain, exact),
      overload(
        ['dynamic', 'real'],
        'bool',
        (a, b) => (numberOf(a) === null ? null : test(numberOf(a) as number, b)),
        exact,
      ),
      overload(
        ['real', 'dynamic'],
        'bool',
        (a, b) => (numberOf(b) === null ? null : test(a, numberOf(b) as number)),
        exact,
      ),
    ],
  });
}

/** `<`, `<=`, `>`, `>=`: a null operand makes the result null. @see https://learn.microsoft.com/kusto/query/numerical-operators */
export const orderOperators = [
  order('<', 'Whether the left value is less than the right.', (a, b) => a < b),
  order('<=', 'Whether the left value is less than or equal to the right.', (a, b) => a <= b),
  order('>', 'Whether the left value is greater than the right.', (a, b) => a > b),
  order('>=', 'Whether the left value is greater than or equal to the right.', (a, b) => a >= b),
];
