import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';

const test = (name: string, summary: string, of: (value: number) => boolean) =>
  scalarFunction(name, { summary, overloads: [overload(['real'], 'bool', of)] });

/** What kind of real a value is. @see https://learn.microsoft.com/kusto/query/scalar-functions#mathematical-functions */
export const realTests: readonly ScalarFunction[] = [
  test('isnan', 'Whether a real is NaN.', Number.isNaN),
  test('isinf', 'Whether a real is infinite.', (value) => Math.abs(value) === Number.POSITIVE_INFINITY),
  test('isfinite', 'Whether a real is finite.', Number.isFinite),
];
