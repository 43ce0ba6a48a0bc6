import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { type Civil, civilFromTicks, ticksPerDay } from '../../types/ticks.js';

/** Declares a function that gives one number of a datetime. */
export function calendarPart(
  name: string,
  what: string,
  part: (civil: Civil, ticks: bigint) => number,
  aliases: readonly string[] = [],
  type: 'int' | 'long' = 'long',
): ScalarFunction {
  return scalarFunction(name, {
    summary: `Gives the ${what} of a datetime.`,
    aliases,
    overloads: [overload(['datetime'], type, (ticks) => part(civilFromTicks(ticks), ticks))],
  });
}

/** The number of the week as ISO 8601 counts: weeks begin on Monday and belong to the year of their Thursday. */
export function isoWeek(ticks: bigint): number {
  const days = ticks / ticksPerDay;
  const thursday = (days - (days % 7n) + 3n) * ticksPerDay;
  return thursday > 3_155_378_975_999_999_999n ? 52 : Math.floor((civilFromTicks(thursday).dayOfYear - 1) / 7) + 1;
}
