import { overload, scalarFunction } from '../../plan/definitions.js';
import { aheadOfUtc } from './time-zone.js';

/** @see https://learn.microsoft.com/kusto/query/datetime-utc-to-local-function */
export default scalarFunction('datetime_utc_to_local', {
  summary: 'Gives what the clocks of a time zone show at a moment of UTC.',
  gap: 'Times before 1970 and names that are none of the IANA database are refused.',
  overloads: [
    overload(
      ['datetime', 'string'],
      'datetime',
      (ticks, zone) => ticks + aheadOfUtc('datetime_utc_to_local', zone, ticks),
    ),
  ],
});
