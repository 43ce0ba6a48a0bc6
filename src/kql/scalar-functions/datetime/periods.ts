import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { civilFromTicks, maxDatetime, minDatetime, ticksFromCivil, ticksPerDay } from '../../types/ticks.js';

export type Period = 'day' | 'week' | 'month' | 'year';

/** The datetime, or null when no calendar has it. */
export function bounded(ticks: bigint): bigint | null {
  return ticks < minDatetime || ticks > maxDatetime ? null : ticks;
}

/** The first moment of the month that is so many months after January of year 0; the moment after the last datetime included. */
function startOfMonth(months: bigint): bigint | null {
  if (months === 120_000n) return maxDatetime + 1n;
  if (months < 12n || months > 120_000n) return null;
  return ticksFromCivil(Number(months / 12n), Number(months % 12n) + 1, 1);
}

function start(period: Period, ticks: bigint, offset: bigint): bigint | null {
  const days = ticks / ticksPerDay;
  if (period === 'day') return (days + offset) * ticksPerDay;
  if (period === 'week') return (days - ((days + 1n) % 7n) + 7n * offset) * ticksPerDay;
  const { year, month } = civilFromTicks(ticks);
  return startOfMonth(period === 'year' ? (BigInt(year) + offset) * 12n : BigInt(year * 12 + month - 1) + offset);
}

/** The first moment of the day, week (from Sunday), month or year that holds a datetime, or of one `offset` later. */
function startOf(period: Period, ticks: bigint, offset = 0n): bigint | null {
  const first = start(period, ticks, offset);
  return first === null ? null : bounded(first);
}

/** The last moment of the period that holds a datetime, or of one `offset` later. */
export function endOf(period: Period, ticks: bigint, offset = 0n): bigint | null {
  const next = start(period, ticks, offset + 1n);
  return next === null ? null : bounded(next - 1n);
}

/** Declares `startof<period>`. */
export function startFunction(period: Period): ScalarFunction {
  return scalarFunction(`startof${period}`, {
    summary: `Gives the first moment of the ${period} that holds a datetime, or of one an offset later.`,
    naming: period === 'day' ? 'first-argument' : undefined,
    overloads: [overload(['datetime', 'long?'], 'datetime', (ticks, offset) => startOf(period, ticks, offset))],
  });
}

/** Declares `endof<period>`. */
export function endFunction(period: Period): ScalarFunction {
  return scalarFunction(`endof${period}`, {
    summary: `Gives the last moment of the ${period} that holds a datetime, or of one an offset later.`,
    overloads: [overload(['datetime', 'long?'], 'datetime', (ticks, offset) => endOf(period, ticks, offset))],
  });
}
