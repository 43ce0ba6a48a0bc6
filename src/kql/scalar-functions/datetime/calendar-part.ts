import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { type Civil, civilFromTicks, maxDatetime, ticksPerDay } from '../../types/ticks.js';

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
  return thursday > maxDatetime ? 52 : Math.floor((civilFromTicks(thursday).dayOfYear - 1) / 7) + 1;
}

/**
 * The number that the obsolete count gives: its first week has the year's first Wednesday. Where its weeks begin is not documented, so only
 * those days have a number on which it agrees with ISO 8601.
 */
export function obsoleteWeek(name: string, ticks: bigint): number {
  const days = ticks / ticksPerDay;
  const wednesday = (days - ((days + 1n) % 7n) + 3n) * ticksPerDay;
  const iso = isoWeek(ticks);
  const old =
    wednesday > maxDatetime || wednesday < 0n ? iso : Math.floor((civilFromTicks(wednesday).dayOfYear - 1) / 7) + 1;
  return old === iso ? iso : raise(unsupported(name, undefined, 'a day that ISO 8601 counts into another week'));
}
