import { overload, prepared, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { maxDatetime, minDatetime } from '../../types/ticks.js';
import { floorTo } from './multiples.js';

/** The nearest point below a value on the grid of a size through a fixed point. */
function floorFrom(value: bigint, size: bigint, fixed: bigint): bigint | null {
  const distance = floorTo(value - fixed, size);
  return distance === null ? null : BigInt.asIntN(64, fixed + distance);
}

const sizeWithoutUnit = () => raise(unsupported('bin_at', undefined, 'the size of a bin of time must be a timespan'));

/** @see https://learn.microsoft.com/kusto/query/bin-at-function */
export default scalarFunction('bin_at', {
  summary: 'Rounds a number or a time down to a bin of a size, where one border of a bin is given.',
  naming: 'first-argument',
  gap: 'A size for times that is a number.',
  overloads: [
    overload(['long', 'long', 'long'], 'long', floorFrom),
    overload(['real', 'real', 'real'], 'real', (value, size, fixed) =>
      size > 0 ? fixed + Math.floor((value - fixed) / size) * size : null,
    ),
    overload(['decimal', 'decimal', 'decimal'], 'decimal', (value, size, fixed) =>
      size.gt(0) ? value.minus(fixed).div(size).floor().times(size).plus(fixed) : null,
    ),
    overload(['datetime', 'timespan', 'datetime'], 'datetime', (value, size, fixed) => {
      const bin = floorFrom(value, size, fixed);
      return bin === null || bin < minDatetime || bin > maxDatetime ? null : bin;
    }),
    overload(['timespan', 'timespan', 'timespan'], 'timespan', floorFrom),
    prepared(['datetime', 'decimal', 'datetime'], 'datetime', sizeWithoutUnit),
    prepared(['timespan', 'decimal', 'timespan'], 'timespan', sizeWithoutUnit),
  ],
});
