import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { rounded } from './round.js';

const units = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
const refuse = (reason: string) => raise(unsupported('format_bytes', undefined, reason));

/** @see https://learn.microsoft.com/kusto/query/format-bytes-function */
export default scalarFunction('format_bytes', {
  summary: 'Writes a size in bytes with a unit, the largest one that fits unless it is given.',
  naming: 'first-argument',
  gap: 'A negative size, an unknown unit, and digits after the point that end in 0.',
  overloads: [
    overload(['real', 'long?', 'string?'], 'string', (size, precision = 0n, unit = '') => {
      if (!(size >= 0 && size < 1024 ** 7)) return refuse('the size must be from 0 to 1024 EB');
      const at = unit === '' ? fittingUnit(size) : units.indexOf(unit);
      if (at < 0) return refuse(`'${unit}' is none of the units ${units.join(', ')}`);
      const digits = Number(precision);
      if (digits < 0 || digits > 15) return refuse('it takes 0 to 15 digits after the point');
      const text = rounded(size / 1024 ** at, digits).toFixed(digits);
      if (digits > 0 && text.endsWith('0')) return refuse('whether a 0 at the end is written is not documented');
      return `${text} ${units[at]}`;
    }),
  ],
});

function fittingUnit(size: number): number {
  let at = 0;
  while (at < units.length - 1 && size >= 1024 ** (at + 1)) at++;
  return at;
}
