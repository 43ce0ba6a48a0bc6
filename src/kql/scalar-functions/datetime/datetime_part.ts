import { overload, scalarFunction } from '../../plan/definitions.js';
import { type Civil, civilFromTicks } from '../../types/ticks.js';
import { isoWeek, obsoleteWeek } from './calendar-part.js';
import { unknownUnit } from './units.js';

const parts: ReadonlyMap<string, (civil: Civil, ticks: bigint) => number> = new Map<
  string,
  (civil: Civil, ticks: bigint) => number
>([
  ['year', ({ year }) => year],
  ['quarter', ({ month }) => Math.ceil(month / 3)],
  ['month', ({ month }) => month],
  ['week_of_year', (_, ticks) => isoWeek(ticks)],
  ['weekofyear', (_, ticks) => obsoleteWeek('datetime_part', ticks)],
  ['day', ({ day }) => day],
  ['dayofyear', ({ dayOfYear }) => dayOfYear],
  ['hour', ({ hour }) => hour],
  ['minute', ({ minute }) => minute],
  ['second', ({ second }) => second],
  ['millisecond', ({ tick }) => Math.floor(tick / 10_000)],
  ['microsecond', ({ tick }) => Math.floor(tick / 10)],
  ['nanosecond', ({ tick }) => tick * 100],
]);

/** @see https://learn.microsoft.com/kusto/query/datetime-part-function */
export default scalarFunction('datetime_part', {
  aliases: ['datepart'],
  gap: "'weekofyear' of days that ISO 8601 puts into a week of another number is refused.",
  mayMeetGap: ([part]) => part.is !== 'literal' || String(part.value).toLowerCase() === 'weekofyear',
  summary: 'Gives the part of a datetime that is named; the parts below a second count from the second.',
  overloads: [
    overload(
      ['string', 'datetime'],
      'long',
      (name, ticks) => {
        const part = parts.get(name.toLowerCase()) ?? unknownUnit('datetime_part', name);
        return part(civilFromTicks(ticks), ticks);
      },
      { literal: [0] },
    ),
  ],
});
