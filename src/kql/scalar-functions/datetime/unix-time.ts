import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { KustoDecimal } from '../../types/convert.js';
import { bounded } from './periods.js';

const epoch = 621_355_968_000_000_000n;
const ticksPer = { seconds: 1e7, milliseconds: 1e4, microseconds: 10, nanoseconds: 0.01 };

/** Declares the function that reads a count of a unit since 1970 as a datetime. */
export function unixTime(unit: keyof typeof ticksPer): ScalarFunction {
  return scalarFunction(`unixtime_${unit}_todatetime`, {
    summary: `Gives the datetime so many ${unit} after 1970-01-01.`,
    overloads: [
      overload(['number'], 'datetime', (count) => {
        if (typeof count === 'number' && !Number.isFinite(count)) return null;
        const ticks = new KustoDecimal(String(count)).times(ticksPer[unit]).trunc();
        return ticks.abs().gt(1e19) ? null : bounded(epoch + BigInt(ticks.toFixed()));
      }),
    ],
  });
}
