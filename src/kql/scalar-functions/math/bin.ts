import { overload, scalarFunction } from '../../plan/definitions.js';
import { flooredTicks, floorTo } from './multiples.js';

/** @see https://learn.microsoft.com/kusto/query/bin-function */
export default scalarFunction('bin', {
  summary: 'Rounds a number or a time down to a multiple of a size; times count from the first day of year 1.',
  aliases: ['floor'],
  naming: 'first-argument',
  overloads: [
    overload(['long', 'long'], 'long', floorTo),
    overload(['real', 'real'], 'real', (value, size) => (size > 0 ? Math.floor(value / size) * size : null)),
    overload(['decimal', 'decimal'], 'decimal', (value, size) =>
      size.gt(0) ? value.div(size).floor().times(size) : null,
    ),
    overload(['datetime', 'timespan'], 'datetime', floorTo, { columnar: flooredTicks('datetime') }),
    overload(['timespan', 'timespan'], 'timespan', floorTo, { columnar: flooredTicks('timespan') }),
    overload(['datetime', 'datetime'], 'datetime', floorTo),
  ],
});
