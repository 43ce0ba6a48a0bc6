import { type Columnar, columnar, overload, type ParameterType, scalarFunction } from '../../plan/definitions.js';
import { convertValue } from '../../types/convert.js';
import type { Json, Value } from '../../types/value.js';
import { WholeReal } from '../../types/value.js';
import { eitherNull, lessThan, nullsOf, numbersOf } from './number-tests.js';

type Test = (a: number, b: number) => boolean;

/** How an operator comes from `<`. */
interface Direction {
  readonly swapped: boolean;
  readonly orEqual: boolean;
}

/** Compares two columns of numbers or ticks. */
function compared({ swapped, orEqual }: Direction): () => Columnar {
  return () =>
    ([left, right], rows, length) => {
      const [a, b] = swapped ? [right, left] : [left, right];
      const values = lessThan(numbersOf(a), numbersOf(b), orEqual, rows, length);
      return { type: 'bool', values, nulls: eitherNull(nullsOf(left), nullsOf(right), length) };
    };
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

function order(name: string, summary: string, direction: Direction, test: Test) {
  const exact = { exact: true } as const;
  const pair = (type: ParameterType) => columnar([type, type], 'bool', compared(direction), exact);
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
  order('<', 'Whether the left value is less than the right.', { swapped: false, orEqual: false }, (a, b) => a < b),
  order(
    '<=',
    'Whether the left value is less than or equal to the right.',
    { swapped: false, orEqual: true },
    (a, b) => a <= b,
  ),
  order('>', 'Whether the left value is greater than the right.', { swapped: true, orEqual: false }, (a, b) => a > b),
  order(
    '>=',
    'Whether the left value is greater than or equal to the right.',
    { swapped: true, orEqual: true },
    (a, b) => a >= b,
  ),
];
