import { overload, scalarFunction } from '../../plan/definitions.js';
import { civilFromTicks, daysInMonth, ticksFromCivil, ticksPerDay } from '../../types/ticks.js';
import { bounded } from './periods.js';
import { fixedUnits, monthUnits, unknownUnit } from './units.js';

/** @see https://learn.microsoft.com/kusto/query/datetime-add-function */
export default scalarFunction('datetime_add', {
  summary: 'Moves a datetime by a number of units; a month that is too short gives its last day.',
  overloads: [
    overload(
      ['string', 'long', 'datetime'],
      'datetime',
      (unit, amount, ticks) => {
        const name = unit.toLowerCase();
        const size = fixedUnits.get(name);
        if (size !== undefined) return bounded(ticks + amount * size);
        if (name === 'nanosecond') return bounded(ticks + amount / 100n);
        const months = monthUnits.get(name);
        return months === undefined ? unknownUnit('datetime_add', unit) : addMonths(ticks, amount * BigInt(months));
      },
      { literal: [0] },
    ),
  ],
});

function addMonths(ticks: bigint, amount: bigint): bigint | null {
  const { year, month, day } = civilFromTicks(ticks);
  const months = BigInt(year * 12 + month - 1) + amount;
  if (months < 12n || months >= 120_000n) return null;
  const [toYear, toMonth] = [Number(months / 12n), Number(months % 12n) + 1];
  const midnight = ticksFromCivil(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
  return midnight === null ? null : midnight + (ticks % ticksPerDay);
}
