import { overload, scalarFunction } from '../../plan/definitions.js';
import { parseDatetime, ticksFromCivil } from '../../types/ticks.js';

/** @see https://learn.microsoft.com/kusto/query/make-datetime-function */
export default scalarFunction('make_datetime', {
  summary: 'Makes a datetime of its numbers, or of a text; null when no calendar has it.',
  naming: 'only-argument',
  overloads: [
    overload(['string'], 'datetime', parseDatetime),
    overload(['datetime'], 'datetime', (ticks) => ticks),
    overload(
      ['long', 'long', 'long', 'long?', 'long?', 'real?'],
      'datetime',
      (year, month, day, hour = 0n, minute = 0n, second = 0) => {
        const whole = Math.floor(second);
        const tick = Math.min(9_999_999, Math.round((second - whole) * 1e7));
        return ticksFromCivil(Number(year), Number(month), Number(day), Number(hour), Number(minute), whole, tick);
      },
    ),
  ],
});
