import { overload, scalarFunction } from '../../plan/definitions.js';
import { parseTimespan, ticksPerDay, ticksPerSecond } from '../../types/ticks.js';

/** @see https://learn.microsoft.com/kusto/query/make-timespan-function */
export default scalarFunction('make_timespan', {
  summary: 'Makes a timespan of days, hours, minutes and seconds, or of a text; null when no clock shows it.',
  naming: 'only-argument',
  overloads: [
    overload(['string'], 'timespan', parseTimespan),
    overload(['timespan'], 'timespan', (ticks) => ticks),
    overload(['long', 'long'], 'timespan', (hour, minute) => clock(0n, hour, minute, 0)),
    overload(['long', 'long', 'real'], 'timespan', (hour, minute, second) => clock(0n, hour, minute, second)),
    overload(['long', 'long', 'long', 'real'], 'timespan', clock),
  ],
});

function clock(day: bigint, hour: bigint, minute: bigint, second: number): bigint | null {
  if (day < 0n || hour < 0n || hour > 23n || minute < 0n || minute > 59n || !(second >= 0 && second < 60)) return null;
  return day * ticksPerDay + (hour * 3600n + minute * 60n) * ticksPerSecond + BigInt(Math.round(second * 1e7));
}
