import { badArgument, raise } from '../../problems.js';
import { ticksPerDay, ticksPerHour, ticksPerMinute, ticksPerSecond } from '../../types/ticks.js';

/** The units of one fixed size that datetime functions take by name, in ticks. */
export const fixedUnits: ReadonlyMap<string, bigint> = new Map([
  ['week', 7n * ticksPerDay],
  ['day', ticksPerDay],
  ['hour', ticksPerHour],
  ['minute', ticksPerMinute],
  ['second', ticksPerSecond],
  ['millisecond', 10_000n],
  ['microsecond', 10n],
]);

/** The months of the units that have no fixed size. */
export const monthUnits: ReadonlyMap<string, number> = new Map([
  ['year', 12],
  ['quarter', 3],
  ['month', 1],
]);

/** Refuses a unit that a function does not know. */
export function unknownUnit(name: string, unit: string): never {
  return raise(badArgument(name, `the name of a unit such as 'day', not '${unit}'`));
}
