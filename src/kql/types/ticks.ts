/*
 * Datetimes and timespans as ticks of 100 ns in bigints; a datetime counts from 0001-01-01.
 */

export const ticksPerSecond = 10_000_000n;
export const ticksPerMinute = 600_000_000n;
export const ticksPerHour = 36_000_000_000n;
export const ticksPerDay = 864_000_000_000n;
export const minDatetime = 0n;
export const maxDatetime = 3_155_378_975_999_999_999n;

/** A moment as people write it; `tick` is the part below a second, `dayOfWeek` counts from Sunday, `dayOfYear` from 1. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly tick: number;
  readonly dayOfWeek: number;
  readonly dayOfYear: number;
}

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

/** The ticks of a civil time; null when there is no such day or time. */
export function ticksFromCivil(year: number, month: number, day: number, hour = 0, minute = 0, second = 0, tick = 0): bigint | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  const days = daysBeforeYear(year) + daysBefore[month - 1] + (month > 2 && isLeapYear(year) ? 1 : 0) + day - 1;
  return BigInt(days) * ticksPerDay + BigInt(hour * 3600 + minute * 60 + second) * ticksPerSecond + BigInt(tick);
}

/** The civil time of ticks within years 1 to 9999. */
export function civilFromTicks(ticks: bigint): Civil {
  const days = Number(ticks / ticksPerDay);
  const rest = ticks % ticksPerDay;
  const seconds = Number(rest / ticksPerSecond);
  let year = Math.floor(days / 365.2425) + 1;
  while (daysBeforeYear(year + 1) <= days) year++;
  while (daysBeforeYear(year) > days) year--;
  const dayOfYear = days - daysBeforeYear(year) + 1;
  let month = 12;
  let start = 0;
  for (; month >= 1; month--) {
    start = daysBefore[month - 1] + (month > 2 && isLeapYear(year) ? 1 : 0);
    if (dayOfYear > start) break;
  }
  return {
    year, month, day: dayOfYear - start, hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60,
    tick: Number(rest % ticksPerSecond), dayOfWeek: (days + 1) % 7, dayOfYear,
  };
}

const two = (value: number) => String(value).padStart(2, '0');

/** `2017-01-01T00:00:00.0000000Z` */
export function formatDatetime(ticks: bigint): string {
  const { year, month, day, hour, minute, second, tick } = civilFromTicks(ticks);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${String(tick).padStart(7, '0')}Z`;
}

/** `[-][d.]hh:mm:ss[.fffffff]` */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / ticksPerDay;
  const seconds = Number((size % ticksPerDay) / ticksPerSecond);
  const tick = size % ticksPerSecond;
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${tick > 0n ? `.${String(tick).padStart(7, '0')}` : ''}`;
}

const fraction = (digits: string | undefined) => Number((digits ?? '').slice(0, 7).padEnd(7, '0'));

const isoForm = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const compactForm = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2}))?Z?$/i;
const usForm = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[,\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?\s*(AM|PM)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const namedForm = /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[\s-]([A-Za-z]{3,9})[\s-](\d{4})(?:\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?\s*(GMT|UTC|Z|[+-]\d{2}:?\d{2})?$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads a datetime in any form that KQL takes; null when it is none. */
export function parseDatetime(text: string): bigint | null {
  const trimmed = text.trim();
  const iso = isoForm.exec(trimmed);
  if (iso !== null) return shifted(ticksFromCivil(+iso[1], +(iso[2] ?? 1), +(iso[3] ?? 1), +(iso[4] ?? 0), +(iso[5] ?? 0), +(iso[6] ?? 0), fraction(iso[7])), iso[8]);
  const compact = compactForm.exec(trimmed);
  if (compact !== null) return ticksFromCivil(+compact[1], +compact[2], +compact[3], +(compact[4] ?? 0), +(compact[5] ?? 0), +(compact[6] ?? 0));
  const us = usForm.exec(trimmed);
  if (us !== null) {
    const hour = us[8] === undefined ? +(us[4] ?? 0) : (+us[4] % 12) + (us[8].toUpperCase() === 'PM' ? 12 : 0);
    return shifted(ticksFromCivil(+us[3], +us[1], +us[2], hour, +(us[5] ?? 0), +(us[6] ?? 0), fraction(us[7])), us[9]);
  }
  const named = namedForm.exec(trimmed);
  if (named === null) return null;
  const month = months.indexOf(named[2].slice(0, 3).toLowerCase()) + 1;
  return shifted(ticksFromCivil(+named[3], month, +named[1], +(named[4] ?? 0), +(named[5] ?? 0), +(named[6] ?? 0), fraction(named[7])), named[8]);
}

/** A local time with its offset, in UTC. */
function shifted(ticks: bigint | null, zone: string | undefined): bigint | null {
  if (ticks === null || zone === undefined || !/^[+-]/.test(zone)) return ticks;
  const minutes = BigInt(zone.slice(1, 3)) * 60n + BigInt(zone.slice(-2));
  const utc = zone.startsWith('-') ? ticks + minutes * ticksPerMinute : ticks - minutes * ticksPerMinute;
  return utc < minDatetime || utc > maxDatetime ? null : utc;
}

const units: readonly (readonly [RegExp, bigint])[] = [
  [/^(d|day|days)$/, ticksPerDay],
  [/^(h|hr|hrs|hour|hours)$/, ticksPerHour],
  [/^(m|min|minute|minutes)$/, ticksPerMinute],
  [/^(s|sec|second|seconds)$/, ticksPerSecond],
  [/^(ms|milli|millis|millisec|millisecond|milliseconds)$/, 10_000n],
  [/^(micro|micros|microsec|microsecond|microseconds)$/, 10n],
  [/^(nano|nanos|nanosec|nanosecond|nanoseconds)$/, 0n],
  [/^(tick|ticks)$/, 1n],
];
const clockForm = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;

/** Reads a timespan: `1d`, `2.5h`, `-30m`, `[-][d.]hh:mm[:ss[.fffffff]]`, or whole days; null when it is none. */
export function parseTimespan(text: string): bigint | null {
  const trimmed = text.trim();
  const clock = clockForm.exec(trimmed);
  if (clock !== null) {
    const [, sign, days, hours, minutes, seconds, part] = clock;
    if (+hours > 23 || +minutes > 59 || +(seconds ?? 0) > 59) return null;
    const ticks = BigInt(days ?? 0) * ticksPerDay + BigInt(+hours * 3600 + +minutes * 60 + +(seconds ?? 0)) * ticksPerSecond + BigInt(fraction(part));
    return sign === undefined ? ticks : -ticks;
  }
  const unit = /^(-?)(\d+)(?:\.(\d+))?\s*([a-z]*)$/i.exec(trimmed);
  if (unit === null) return null;
  const [, sign, whole, decimals, name] = unit;
  if (name === '' && decimals !== undefined) return null;
  const size = name === '' ? ticksPerDay : units.find(([form]) => form.test(name.toLowerCase()))?.[1];
  if (size === undefined) return null;
  const scale = 10n ** BigInt(decimals?.length ?? 0);
  const ticks = size === 0n ? BigInt(whole) / 100n : (BigInt(whole + (decimals ?? '')) * size) / scale;
  return sign === '-' ? -ticks : ticks;
}
