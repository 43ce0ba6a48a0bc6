import { overload, type ParameterType, scalarFunction } from '../../plan/definitions.js';

function between(name: string, summary: string, negated: boolean) {
  const inside = (value: number | bigint | boolean, low: number | bigint | boolean, high: number | bigint | boolean) =>
    (value >= low && value <= high) !== negated;
  const of = (type: ParameterType) =>
    overload([type, type, type], 'bool', (value, low, high) => inside(value as bigint, low as bigint, high as bigint));
  return scalarFunction(name, {
    summary,
    overloads: [
      of('int'),
      of('long'),
      of('real'),
      overload(
        ['decimal', 'decimal', 'decimal'],
        'bool',
        (value, low, high) => (value.gte(low) && value.lte(high)) !== negated,
      ),
      of('datetime'),
      of('timespan'),
      overload(['datetime', 'datetime', 'timespan'], 'bool', (value, low, size) => inside(value, low, low + size)),
      of('bool'),
    ],
  });
}

/** `between (a .. b)`, both ends counted in. @see https://learn.microsoft.com/kusto/query/between-operator */
export const betweenOperators = [
  between('between', 'Whether a value lies in a range, its ends included.', false),
  between('!between', 'Whether a value lies outside a range.', true),
];
