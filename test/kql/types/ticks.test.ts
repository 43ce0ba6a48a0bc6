import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  civilFromTicks,
  daysInMonth,
  formatDatetime,
  formatTimespan,
  maxDatetime,
  minDatetime,
  parseDatetime,
  parseTimespan,
  ticksFromCivil,
  ticksPerDay,
  ticksPerHour,
  ticksPerMinute,
  ticksPerSecond,
} from '../../../src/kql/types/ticks.js';

const written = (text: string) => {
  const ticks = parseDatetime(text);
  return ticks === null ? null : formatDatetime(ticks);
};

/** The moment as JavaScript counts it: an independent calendar, to the millisecond. */
const ticksOf = (iso: string) => BigInt(Date.parse(iso)) * 10_000n + 621_355_968_000_000_000n;

test('ticks count from the year 1: the values that the real engine gives', () => {
  assert.equal(parseDatetime('1970-01-01'), 621_355_968_000_000_000n);
  assert.equal(parseDatetime('0001-01-01'), 0n);
  assert.equal(parseDatetime('9999-12-31 23:59:59.9999999'), maxDatetime);
  assert.equal(parseDatetime('2020-02-29'), 637_185_312_000_000_000n);
  // Microsoft's datetime page: 31241376000000000 is Friday, 1 January 100.
  assert.equal(parseDatetime('0100-01-01'), 31_241_376_000_000_000n);
  assert.equal(civilFromTicks(31_241_376_000_000_000n).dayOfWeek, 5);
});

test('every documented form is the same moment', () => {
  for (const [text, expected] of [
    ['2014-05-25T08:20:03.123456Z', '2014-05-25T08:20:03.1234560Z'],
    ['2014-05-25T08:20:03.123456', '2014-05-25T08:20:03.1234560Z'],
    ['2014-05-25T08:20', '2014-05-25T08:20:00.0000000Z'],
    ['2014-11-08 15:55:55.123456Z', '2014-11-08T15:55:55.1234560Z'],
    ['2014-11-08 15:55:55', '2014-11-08T15:55:55.0000000Z'],
    ['2014-11-08 15:55', '2014-11-08T15:55:00.0000000Z'],
    ['2014-11-08', '2014-11-08T00:00:00.0000000Z'],
    ['Sat, 8 Nov 14 15:05:02 GMT', '2014-11-08T15:05:02.0000000Z'],
    ['Sat, 8 Nov 14 15:05:02', '2014-11-08T15:05:02.0000000Z'],
    ['Sat, 8 Nov 14 15:05', '2014-11-08T15:05:00.0000000Z'],
    ['Sat, 8 Nov 14 15:05 GMT', '2014-11-08T15:05:00.0000000Z'],
    ['8 Nov 14 15:05:02 GMT', '2014-11-08T15:05:02.0000000Z'],
    ['8 Nov 14 15:05', '2014-11-08T15:05:00.0000000Z'],
    ['Saturday, 08-Nov-14 15:05:02 GMT', '2014-11-08T15:05:02.0000000Z'],
    ['Saturday, 08-Nov-14 15:05', '2014-11-08T15:05:00.0000000Z'],
    ['08-Nov-14 15:05 GMT', '2014-11-08T15:05:00.0000000Z'],
    ['2014-11-08 15:05:25 GMT', '2014-11-08T15:05:25.0000000Z'],
    ['2014-11-08 15:05 GMT', '2014-11-08T15:05:00.0000000Z'],
    ['2014-11-08T15:05:25 GMT', '2014-11-08T15:05:25.0000000Z'],
    ['2014-11-08T15:05 GMT', '2014-11-08T15:05:00.0000000Z'],
  ]) {
    assert.equal(written(text), expected, text);
  }
});

test('other forms: years, compact, month first, RFC 1123, half days, offsets', () => {
  for (const [text, expected] of [
    ['2020', '2020-01-01T00:00:00.0000000Z'],
    ['2020-03', '2020-03-01T00:00:00.0000000Z'],
    ['20141108', '2014-11-08T00:00:00.0000000Z'],
    ['20141108T150525Z', '2014-11-08T15:05:25.0000000Z'],
    ['12-02-2022', '2022-12-02T00:00:00.0000000Z'],
    ['10/25/2022 3:04:05 PM', '2022-10-25T15:04:05.0000000Z'],
    ['10/25/2022 12:04 AM', '2022-10-25T00:04:00.0000000Z'],
    ['10/25/2022 12:04 PM', '2022-10-25T12:04:00.0000000Z'],
    ['2 Dec 2022', '2022-12-02T00:00:00.0000000Z'],
    ['2 December 2022', '2022-12-02T00:00:00.0000000Z'],
    ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.0000000Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.0000000Z'],
    ['2021-01-01T00:00:00+02:00', '2020-12-31T22:00:00.0000000Z'],
    ['2021-01-01T00:00:00.5-0530', '2021-01-01T05:30:00.5000000Z'],
    ['  2021-01-01T00:00:00Z  ', '2021-01-01T00:00:00.0000000Z'],
    ['2021-01-01t00:00:00z', '2021-01-01T00:00:00.0000000Z'],
    ['2021-04-19T12:13:19.4834758Z', '2021-04-19T12:13:19.4834758Z'],
    ['2021-04-19T12:13:19.48347589Z', '2021-04-19T12:13:19.4834758Z'],
    ['2021-04-19T12:13:19.4', '2021-04-19T12:13:19.4000000Z'],
  ]) {
    assert.equal(written(text), expected, text);
  }
});

test('what is no datetime is null', () => {
  for (const text of [
    '',
    ' ',
    'not a date',
    '13-01-2022',
    '2022-13-01',
    '2022-02-29',
    '2022-04-31',
    '2022-00-10',
    '0000-01-01',
    '10000-01-01',
    '2022-01-01T24:00:00',
    '2022-01-01T23:60:00',
    '2022-01-01T23:59:60',
    '2022-01-01T10:11:12.',
    '2022-01-01T10:11:12.5x',
    '2022-01-01T1x:11:12',
    '2022-01-01Tx0:11:12Z',
    '2022/01-01',
    '8 Foo 2014',
    '8 Novel 2014',
    'Someday, 8 Nov 2014',
    '10/25/2022 13:04 PM',
    '10/25/2022 0:04 AM',
    '2022-01-01T00:00:00+15:00',
    '2022-01-01T00:00:00+02:60',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '-2020',
    '1.5',
    '2020-01-0112',
    '12345',
  ]) {
    assert.equal(parseDatetime(text), null, text);
  }
});

test('the calendar is the Gregorian one of an independent clock', () => {
  const day = 86_400_000;
  for (let ms = Date.parse('0001-01-01'); ms < Date.parse('9999-12-31'); ms += day * 97) {
    const date = new Date(ms);
    const civil = civilFromTicks(BigInt(ms) * 10_000n + 621_355_968_000_000_000n);
    assert.deepEqual(
      [civil.year, civil.month, civil.day, civil.dayOfWeek],
      [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay()],
    );
    const newYear = new Date(date);
    newYear.setUTCMonth(0, 1);
    assert.equal(civil.dayOfYear, (ms - newYear.getTime()) / day + 1);
  }
  assert.deepEqual(
    [1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2)),
    [28, 29, 28, 29],
  );
});

test('civil parts of the last tick', () => {
  assert.deepEqual(civilFromTicks(maxDatetime), {
    year: 9999,
    month: 12,
    day: 31,
    hour: 23,
    minute: 59,
    second: 59,
    tick: 9_999_999,
    dayOfWeek: 5,
    dayOfYear: 365,
  });
  assert.equal(ticksFromCivil(9999, 12, 31, 23, 59, 59, 9_999_999), maxDatetime);
  assert.equal(ticksFromCivil(2024, 2, 29), ticksOf('2024-02-29T00:00:00Z'));
  assert.equal(ticksFromCivil(2023, 2, 29), null);
});

test('a printed datetime reads back, by the quick way and by the other', () => {
  fc.assert(
    fc.property(fc.bigInt(minDatetime, maxDatetime), (ticks) => {
      const text = formatDatetime(ticks);
      assert.equal(parseDatetime(text), ticks);
      assert.equal(parseDatetime(text.replace('Z', '+00:00')), ticks);
      assert.equal(parseDatetime(text.replace('T', ' ').replace('Z', '')), ticks);
    }),
  );
  fc.assert(
    fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString();
      assert.equal(parseDatetime(iso), ticksOf(iso));
      assert.equal(parseDatetime(date.toUTCString()), ticksOf(iso.replace(/\.\d+/, '')));
    }),
  );
});

test('timespans print as the real engine prints them', () => {
  for (const [ticks, expected] of [
    [0n, '00:00:00'],
    [90_061n * ticksPerSecond, '1.01:01:01'],
    [ticksPerDay, '1.00:00:00'],
    [-3661n * ticksPerSecond, '-01:01:01'],
    [1n, '00:00:00.0000001'],
    [-ticksPerDay - 1n, '-1.00:00:00.0000001'],
    [2n ** 63n - 1n, '10675199.02:48:05.4775807'],
    [-(2n ** 63n), '-10675199.02:48:05.4775808'],
  ] as const) {
    assert.equal(formatTimespan(ticks), expected);
  }
});

test('timespans read in their clock form', () => {
  for (const [text, expected] of [
    ['1.02:03:04.5', '1.02:03:04.5000000'],
    ['-1.02:03:04.5', '-1.02:03:04.5000000'],
    ['23:59:59.9999999', '23:59:59.9999999'],
    ['0:0:0.001', '00:00:00.0010000'],
    ['100.00:00:00', '100.00:00:00'],
    ['-00:30:00', '-00:30:00'],
    ['13:00', '13:00:00'],
    ['0.00:01:00', '00:01:00'],
    ['0.12:34:56.7', '12:34:56.7000000'],
  ]) {
    assert.equal(formatTimespan(parseTimespan(text) ?? -1n), expected, text);
  }
});

test('timespans read with a unit', () => {
  for (const [text, expected] of [
    ['1d', ticksPerDay],
    ['2h', 2n * ticksPerHour],
    ['90s', 90n * ticksPerSecond],
    ['2.5h', 150n * ticksPerMinute],
    ['-30m', -30n * ticksPerMinute],
    ['3min', 3n * ticksPerMinute],
    ['0.1s', 1_000_000n],
    ['100ms', 1_000_000n],
    ['10microsecond', 100n],
    ['1tick', 1n],
    ['250 nanoseconds', 2n],
    ['15 seconds', 15n * ticksPerSecond],
    ['2', 2n * ticksPerDay],
    [' 1D ', ticksPerDay],
  ] as const) {
    assert.equal(parseTimespan(text), expected, text);
  }
});

test('what is no timespan is null', () => {
  for (const text of [
    '',
    'abc',
    '1.5',
    'd',
    '1x',
    '24:00:00',
    '00:60:00',
    '00:00:60',
    '00:00:00.12345678',
    '1:2:3:4:5',
    '1e3s',
    '99999999999d',
    '10675199.02:48:05.4775808',
  ]) {
    assert.equal(parseTimespan(text), null, text);
  }
});

test('a printed timespan reads back', () => {
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (ticks) => parseTimespan(formatTimespan(ticks)) === ticks),
  );
});
