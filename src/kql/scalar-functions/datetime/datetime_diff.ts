import { apply, bindScalar, convertTo } from '../../plan/bind-scalar.js';
import { overload, type ScalarBinding, scalarFunction } from '../../plan/definitions.js';
import { civilFromTicks, ticksPerDay } from '../../types/ticks.js';
import { fixedUnits, monthUnits, unknownUnit } from './units.js';

/** A count of weeks is a real in the engine, all others are longs. */
const bind: ScalarBinding = (call, rows, scope, binder) => {
  const given = call.arguments.map(({ value }) => bindScalar(value, rows, scope, binder));
  const bound = apply('datetime_diff', given, call.span, binder);
  const [unit] = given;
  return unit.is === 'literal' && /^week$/i.test(String(unit.value)) ? convertTo(bound, 'real', binder) : bound;
};

/** @see https://learn.microsoft.com/kusto/query/datetime-diff-function */
export default scalarFunction('datetime_diff', {
  summary: 'Counts the borders of a unit between two datetimes; positive when the first is the later.',
  overloads: [
    overload(
      ['string', 'datetime', 'datetime'],
      'long',
      (unit, later, earlier) => {
        const name = unit.toLowerCase();
        if (name === 'nanosecond') return (later - earlier) * 100n;
        // Weeks begin on Sunday, and the first day of the calendar is a Monday.
        const shift = name === 'week' ? ticksPerDay : 0n;
        const size = fixedUnits.get(name);
        if (size !== undefined) return (later + shift) / size - (earlier + shift) / size;
        const months = monthUnits.get(name) ?? unknownUnit('datetime_diff', unit);
        return ordinal(later, months) - ordinal(earlier, months);
      },
      { literal: [0] },
    ),
  ],
  bind,
});

function ordinal(ticks: bigint, months: number): number {
  const { year, month } = civilFromTicks(ticks);
  return Math.floor((year * 12 + month - 1) / months);
}
