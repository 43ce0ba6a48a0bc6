import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { ticksPerDay } from '../../types/ticks.js';
import { aheadOfUtc } from './time-zone.js';

const name = 'datetime_local_to_utc';

/** @see https://learn.microsoft.com/kusto/query/datetime-local-to-utc-function */
export default scalarFunction(name, {
  summary: 'Gives the moment of UTC at which the clocks of a time zone show a time.',
  gap: 'Times before 1970, those that clocks show twice, and names that are none of the IANA database are refused.',
  overloads: [
    overload(['datetime', 'string'], 'datetime', (local, zone) => {
      const before = aheadOfUtc(name, zone, local - ticksPerDay);
      const after = aheadOfUtc(name, zone, local + ticksPerDay);
      const [first, second] = [before, after].map((ahead) => aheadOfUtc(name, zone, local - ahead) === ahead);
      if (first && second && before !== after)
        raise(unsupported(name, undefined, 'a time that clocks show twice, as they are put back'));
      // A time that clocks skip counts as if they had been put forward before.
      return local - (first ? before : after);
    }),
  ],
});
