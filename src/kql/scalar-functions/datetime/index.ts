import type { ScalarFunction } from '../../plan/definitions.js';
import ago from './ago.js';
import datetimeAdd from './datetime_add.js';
import datetimeDiff from './datetime_diff.js';
import datetimeLocalToUtc from './datetime_local_to_utc.js';
import datetimePart from './datetime_part.js';
import datetimeUtcToLocal from './datetime_utc_to_local.js';
import dayofmonth from './dayofmonth.js';
import dayofweek from './dayofweek.js';
import dayofyear from './dayofyear.js';
import endofday from './endofday.js';
import endofmonth from './endofmonth.js';
import endofweek from './endofweek.js';
import endofyear from './endofyear.js';
import formatDatetime from './format_datetime.js';
import formatTimespan from './format_timespan.js';
import getyear from './getyear.js';
import hourofday from './hourofday.js';
import ingestionTime from './ingestion_time.js';
import makeDatetime from './make_datetime.js';
import makeTimespan from './make_timespan.js';
import monthofyear from './monthofyear.js';
import now from './now.js';
import startofday from './startofday.js';
import startofmonth from './startofmonth.js';
import startofweek from './startofweek.js';
import startofyear from './startofyear.js';
import unixtimeMicrosecondsTodatetime from './unixtime_microseconds_todatetime.js';
import unixtimeMillisecondsTodatetime from './unixtime_milliseconds_todatetime.js';
import unixtimeNanosecondsTodatetime from './unixtime_nanoseconds_todatetime.js';
import unixtimeSecondsTodatetime from './unixtime_seconds_todatetime.js';
import weekOfYear from './week_of_year.js';
import weekofyear from './weekofyear.js';

/** The functions on datetimes and timespans. */
export const datetimeFunctions: readonly ScalarFunction[] = [
  ago,
  datetimeAdd,
  datetimeDiff,
  datetimeLocalToUtc,
  datetimePart,
  datetimeUtcToLocal,
  dayofmonth,
  dayofweek,
  dayofyear,
  endofday,
  endofmonth,
  endofweek,
  endofyear,
  formatDatetime,
  formatTimespan,
  getyear,
  hourofday,
  makeDatetime,
  makeTimespan,
  monthofyear,
  ingestionTime,
  now,
  startofday,
  startofmonth,
  startofweek,
  startofyear,
  unixtimeMicrosecondsTodatetime,
  unixtimeMillisecondsTodatetime,
  unixtimeNanosecondsTodatetime,
  unixtimeSecondsTodatetime,
  weekOfYear,
  weekofyear,
];
