import { invariant } from '../../../base/invariant.js';
import { raise, unsupported } from '../../problems.js';
import { maxDatetime, ticksFromCivil, ticksPerDay, ticksPerSecond } from '../../types/ticks.js';

const epoch = 621_355_968_000_000_000n;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Names of the IANA database write every word with a capital; Intl takes more than those. */
const nameForm = /^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/;

function formatOf(name: string, zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  try {
    if (!nameForm.test(zone)) throw new RangeError(zone);
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
    return format;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return raise(unsupported(name, undefined, `the time zone '${zone}'`));
  }
}

/** How far a zone's clocks are ahead of UTC at a moment of UTC, in ticks. */
export function aheadOfUtc(name: string, zone: string, ticks: bigint): bigint {
  const format = formatOf(name, zone);
  if (ticks < epoch || ticks > maxDatetime - 2n * ticksPerDay)
    return raise(unsupported(name, undefined, 'a time before 1970 or at the end of the calendar'));
  const seconds = (ticks - epoch) / ticksPerSecond;
  const read: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(Number(seconds) * 1000)) read[type] = Number(value);
  const local = ticksFromCivil(read.year, read.month, read.day, read.hour, read.minute, read.second);
  invariant(local !== null, 'Intl gives a time of the calendar');
  return local - (epoch + seconds * ticksPerSecond);
}
