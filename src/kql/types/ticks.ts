/*
 * Datetimes and timespans as ticks of 100 ns in bigints; a datetime counts from 0001-01-01.
 */

export const ticksPerSecond = 10_000_000n;
export const ticksPerMinute = 600_000_000n;
export const ticksPerHour = 36_000_000_000n;
export const ticksPerDay = 864_000_000_000n;
export const minDatetime = 0n;
export const maxDatetime = 3_155_378_975_999_999_999n;

/** A moment as people write it; `tick` is the part below a second, `dayOfWeek` counts from Sunday = 0, `dayOfYear` from 1. */
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

/** Whether a year of the Gregorian calendar has a 29th of February. */
function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How many days a month has; months count from 1. */
export function daysInMonth(year: number, month: number): number {
  return month === 2
    ? isLeapYear(year)
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

function daysBeforeMonth(year: number, month: number): number {
  return daysBefore[month - 1] + (month > 2 && isLeapYear(year) ? 1 : 0);
}

/** The ticks of a civil time; null when there is no such day or time. */
export function ticksFromCivil(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  tick = 0,
): bigint | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  const days = daysBeforeYear(year) + daysBeforeMonth(year, month) + day - 1;
  return BigInt(days * 86_400 + hour * 3600 + minute * 60 + second) * ticksPerSecond + BigInt(tick);
}

/** The civil time of ticks within years 1 to 9999. */
export function civilFromTicks(ticks: bigint): Civil {
  const allSeconds = Number(ticks / ticksPerSecond);
  const days = Math.floor(allSeconds / 86_400);
  const seconds = allSeconds % 86_400;
  let year = Math.floor(days / 365.2425) + 1;
  while (daysBeforeYear(year + 1) <= days) year++;
  while (daysBeforeYear(year) > days) year--;
  const dayOfYear = days - daysBeforeYear(year) + 1;
  let month = 12;
  while (daysBeforeMonth(year, month) >= dayOfYear) month--;
  return {
    year,
    month,
    day: dayOfYear - daysBeforeMonth(year, month),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    tick: Number(ticks % ticksPerSecond),
    // 0001-01-01 was a Monday.
    dayOfWeek: (days + 1) % 7,
    dayOfYear,
  };
}

const padded = (value: number | bigint, width: number) => String(value).padStart(width, '0');

/** `2017-01-01T00:00:00.0000000Z` */
export function formatDatetime(ticks: bigint): string {
  const { year, month, day, hour, minute, second, tick } = civilFromTicks(ticks);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${clock(hour * 3600 + minute * 60 + second)}.${padded(tick, 7)}Z`;
}

/** `[-][d.]hh:mm:ss[.fffffff]` */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / ticksPerDay;
  const tick = size % ticksPerSecond;
  const text = clock(Number((size % ticksPerDay) / ticksPerSecond));
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${text}${tick > 0n ? `.${padded(tick, 7)}` : ''}`;
}

function clock(seconds: number): string {
  return `${padded(Math.floor(seconds / 3600), 2)}:${padded(Math.floor(seconds / 60) % 60, 2)}:${padded(seconds % 60, 2)}`;
}

/** Reads a datetime in any form that KQL takes; null when it is none. Digits beyond the seventh of a second are cut off. */
export function parseDatetime(text: string): bigint | null {
  const plain = plainIsoTicks(text);
  if (plain !== null) return plain;
  const trimmed = text.trim();
  for (const form of forms) {
    const groups = form.exec(trimmed)?.groups;
    if (groups !== undefined) return ticksFromGroups(groups);
  }
  return null;
}

const [DASH, COLON, DOT, SPACE, LETTER_T, LETTER_Z] = Array.from('-:. TZ', (sign) => sign.charCodeAt(0));
const powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/** The common form, without regular expressions: `2021-04-19T12:13:19[.4834758][Z]`. */
function plainIsoTicks(text: string): bigint | null {
  const { length } = text;
  const sign = (at: number) => text.charCodeAt(at);
  if (length < 19 || sign(4) !== DASH || sign(7) !== DASH || sign(13) !== COLON || sign(16) !== COLON) return null;
  if (sign(10) !== LETTER_T && sign(10) !== SPACE) return null;
  const end = sign(length - 1) === LETTER_Z ? length - 1 : length;
  let tick = 0;
  if (end > 19) {
    if (sign(19) !== DOT || end === 20 || digits(text, 20, end) < 0) return null;
    tick = digits(text, 20, Math.min(end, 27)) * (powersOfTen[27 - end] ?? 1);
  }
  return ticksFromCivil(
    digits(text, 0, 4),
    digits(text, 5, 7),
    digits(text, 8, 10),
    digits(text, 11, 13),
    digits(text, 14, 16),
    digits(text, 17, 19),
    tick,
  );
}

/** The number that a stretch of digits writes; -1 when something else stands there. */
function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const timeOfDay = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:\.(?<fraction>\d+))?)?(?:\s*(?<half>AM|PM))?`;
const zone = String.raw`\s*(?<zone>Z|GMT|UTC|[-+]\d{2}:?\d{2})?`;
const time = String.raw`(?:(?:T|,?\s+)${timeOfDay}${zone}|Z)?$`;
const dayName = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\\s+)?';
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const monthName = `(?<name>${[...monthNames, ...monthNames.map((name) => name.slice(0, 3))].join('|')})`;

const forms = [
  String.raw`^(?<year>\d{4})([-/])(?<month>\d{1,2})\2(?<day>\d{1,2})${time}`,
  String.raw`^(?<month>\d{1,2})([-/])(?<day>\d{1,2})\2(?<year>\d{4})${time}`,
  String.raw`^(?<month>\d{1,2})\.(?<day>\d{1,2})\.(?<year>\d{4})$`,
  String.raw`^${monthName} (?<day>\d{1,2}), (?<year>\d{4})$`,
  String.raw`^${dayName}(?<day>\d{1,2})[\s-]${monthName}[\s-](?<year>\d{4}|\d{2})${time}`,
  String.raw`^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:[T ]?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})Z?)?$`,
  String.raw`^(?<year>\d{4})(?:-(?<month>\d{1,2}))?$`,
].map((form) => new RegExp(form, 'i'));

type Groups = Readonly<Record<string, string | undefined>>;

function ticksFromGroups({
  year,
  month,
  name,
  day,
  hour,
  minute,
  second,
  fraction,
  half,
  zone: offset,
}: Groups): bigint | null {
  const twelve = half === undefined ? undefined : Number(hour);
  if (twelve !== undefined && (twelve < 1 || twelve > 12)) return null;
  const ticks = ticksFromCivil(
    fullYear(year ?? ''),
    name === undefined ? Number(month ?? 1) : monthNames.findIndex((full) => sameStart(full, name)) + 1,
    Number(day ?? 1),
    twelve === undefined ? Number(hour ?? 0) : (twelve % 12) + (half?.toUpperCase() === 'PM' ? 12 : 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    fractionTicks(fraction),
  );
  return ticks === null || offset === undefined || !/^[-+]/.test(offset) ? ticks : inUtc(ticks, offset);
}

function fullYear(year: string): number {
  return year.length > 2 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
}

function sameStart(name: string, other: string): boolean {
  return name.slice(0, 3).toLowerCase() === other.slice(0, 3).toLowerCase();
}

function fractionTicks(fraction = ''): number {
  return Number(fraction.slice(0, 7).padEnd(7, '0'));
}

function inUtc(ticks: bigint, offset: string): bigint | null {
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return null;
  const ahead = BigInt(hours * 60 + minutes) * ticksPerMinute;
  const utc = offset.startsWith('-') ? ticks + ahead : ticks - ahead;
  return utc < minDatetime || utc > maxDatetime ? null : utc;
}

const clockForm = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;
const unitForm = /^(-)?(\d+)(?:\.(\d+))?\s*([a-z]*)$/i;

const nanosecondsOf = new Map(
  (
    [
      [864n * 10n ** 11n, 'd day days'],
      [36n * 10n ** 11n, 'h hr hrs hour hours'],
      [6n * 10n ** 10n, 'm min minute minutes'],
      [10n ** 9n, 's sec second seconds'],
      [10n ** 6n, 'ms milli millis millisec millisecond milliseconds'],
      [1000n, 'micro micros microsec microsecond microseconds'],
      [1n, 'nano nanos nanosec nanosecond nanoseconds'],
      [100n, 'tick ticks'],
    ] as const
  ).flatMap(([nanoseconds, names]) => names.split(' ').map((name) => [name, nanoseconds] as const)),
);

/** Reads a timespan: `1d`, `2.5h`, `-30m`, `[-][d.]hh:mm[:ss[.fffffff]]`, or whole days; null when it is none. */
export function parseTimespan(text: string): bigint | null {
  const trimmed = text.trim();
  const clockMatch = clockForm.exec(trimmed);
  if (clockMatch !== null) {
    const [, sign, days = '0', hours, minutes, seconds = '0', fraction] = clockMatch;
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
    const wholeSeconds = BigInt(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
    return signed(sign, BigInt(days) * ticksPerDay + wholeSeconds * ticksPerSecond + BigInt(fractionTicks(fraction)));
  }
  const [, sign, whole, decimals = '', unit] = unitForm.exec(trimmed) ?? [];
  if (unit === undefined || (unit === '' && decimals !== '')) return null;
  const nanoseconds = nanosecondsOf.get(unit === '' ? 'd' : unit.toLowerCase());
  if (nanoseconds === undefined) return null;
  return signed(sign, (BigInt(whole + decimals) * nanoseconds) / (100n * 10n ** BigInt(decimals.length)));
}

function signed(sign: string | undefined, size: bigint): bigint | null {
  const ticks = sign === undefined ? size : -size;
  return BigInt.asIntN(64, ticks) === ticks ? ticks : null;
}
