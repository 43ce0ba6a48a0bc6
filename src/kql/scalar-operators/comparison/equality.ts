import { type Columnar, overload, type ParameterType, prepared, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { keyOf } from '../../types/compare.js';
import { convertValue } from '../../types/convert.js';
import type { ScalarType } from '../../types/scalar-type.js';
import { valueText } from '../../types/text.js';
import type { Json, Value } from '../../types/value.js';
import { testedTexts } from '../string/tested-column.js';
import { bothNull, equalTo, nullsOf, numbersOf } from './number-tests.js';

/** Equality with the engine's nulls: one null is false, two are null. */
function equals(a: Value, b: Value, same: (a: Value, b: Value) => boolean): boolean | null {
  if (a === null || b === null) return a === b ? null : false;
  return same(a, b);
}

const identical = (a: Value, b: Value) => a === b;

/** A dynamic equals a scalar when what it holds, read as the scalar's type, does. */
function holds(json: Value, value: Value, type: ScalarType): boolean {
  const held = convertValue(json, 'dynamic', type);
  return held !== null && (type === 'real' ? held === value : keyOf(held, type) === keyOf(value, type));
}

/** A dynamic as it is compared with a value of that type: a null is an empty text beside texts. */
function besideText(json: Json, type: ScalarType): Json {
  return json === null && type === 'string' ? '' : json;
}

/**
 * Whether a text is that of a value. A constant text beside values that change is read as such a value; any other is
 * refused where reading it so would answer otherwise than comparing texts.
 */
function isTextOf(operator: string, text: string, value: Value, type: ScalarType, isRead: boolean): boolean {
  const read = convertValue(text, 'string', type);
  const asValue = read !== null && keyOf(read, type) === keyOf(value, type);
  if (isRead) return asValue;
  const asText = text === valueText(value, type);
  if (asText !== asValue)
    raise(
      unsupported(
        operator,
        undefined,
        `whether '${text}' is read as ${type} or ${type} as text is not known: cast one`,
      ),
    );
  return asText;
}

/** Equality of two columns of numbers or ticks, with the engine's nulls. */
function equalNumbers(negated: boolean): Columnar {
  return ([left, right], rows, length) => {
    const values = equalTo(numbersOf(left), numbersOf(right), rows, length);
    const [a, b] = [nullsOf(left), nullsOf(right)];
    if (a !== undefined || b !== undefined)
      for (let row = 0; row < length; row++) if (a?.[row] === 1 || b?.[row] === 1) values[row] = 0;
    if (negated) for (let row = 0; row < length; row++) values[row] ^= 1;
    return { type: 'bool', values, nulls: bothNull(a, b, length) };
  };
}

function equality(name: string, summary: string, negated: boolean) {
  const result = (equal: boolean | null) => (equal === null ? null : equal !== negated);
  const given = { nulls: 'given', exact: true } as const;
  const pair = (type: ParameterType, same: (a: Value, b: Value) => boolean = identical) =>
    overload([type, type], 'bool', (a, b) => result(equals(a as Value, b as Value, same)), given);
  const numbers = (type: ParameterType) =>
    overload([type, type], 'bool', (a, b) => result(equals(a as Value, b as Value, identical)), {
      ...given,
      columnar: () => equalNumbers(negated),
    });
  const mixed: ScalarType[] = ['string', 'long', 'real', 'bool', 'datetime', 'timespan', 'guid'];
  const textual: ScalarType[] = ['long', 'real', 'datetime', 'timespan', 'bool', 'int'];
  return scalarFunction(name, {
    summary,
    overloads: [
      overload(['string', 'string'], 'bool', (a, b) => (a === b) !== negated, {
        ...given,
        columnar: ({ constants: [, text] }) =>
          typeof text === 'string' ? testedTexts((each) => (each === text) !== negated) : null,
      }),
      numbers('bool'),
      numbers('int'),
      numbers('long'),
      numbers('real'),
      numbers('datetime'),
      numbers('timespan'),
      pair('guid'),
      pair('decimal', (a, b) => keyOf(a, 'decimal') === keyOf(b, 'decimal')),
      ...mixed.flatMap((type) => [
        overload(
          ['dynamic', type],
          'bool',
          (a, b) => result(equals(besideText(a, type), b as Value, (x, y) => holds(x, y, type))),
          given,
        ),
        overload(
          [type, 'dynamic'],
          'bool',
          (a, b) => result(equals(a as Value, besideText(b, type), (x, y) => holds(y, x, type))),
          given,
        ),
      ]),
      overload(
        ['guid', 'string'],
        'bool',
        (a, b) => result(equals(a, convertValue(b, 'string', 'guid'), identical)),
        given,
      ),
      overload(
        ['string', 'guid'],
        'bool',
        (a, b) => result(equals(convertValue(a, 'string', 'guid'), b, identical)),
        given,
      ),
      // A truth value is 1 or 0 beside a number.
      ...(['long', 'real'] as const).flatMap((type) => [
        overload(
          ['bool', type],
          'bool',
          (a, b) => result(equals(a, b as Value, (x, y) => Number(x) === Number(y))),
          given,
        ),
        overload(
          [type, 'bool'],
          'bool',
          (a, b) => result(equals(a as Value, b, (x, y) => Number(x) === Number(y))),
          given,
        ),
      ]),
      ...textual.flatMap((type) => [
        prepared(
          ['string', type],
          'bool',
          ({ constants: [text, value] }) => {
            const isRead = text !== undefined && value === undefined;
            return (a, b) => result(equals(a, b as Value, (x, y) => isTextOf(name, x as string, y, type, isRead)));
          },
          given,
        ),
        prepared(
          [type, 'string'],
          'bool',
          ({ constants: [value, text] }) => {
            const isRead = text !== undefined && value === undefined;
            return (a, b) => result(equals(a as Value, b, (x, y) => isTextOf(name, y as string, x, type, isRead)));
          },
          given,
        ),
      ]),
    ],
  });
}

/** `==`, `!=`. @see https://learn.microsoft.com/kusto/query/equals-operator */
export const equalityOperators = [
  equality('==', 'Whether two values are equal.', false),
  equality('!=', 'Whether two values differ.', true),
];
