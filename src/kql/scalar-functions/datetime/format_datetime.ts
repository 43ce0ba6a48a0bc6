import { prepared, scalarFunction } from '../../plan/definitions.js';
import { type Civil, civilFromTicks } from '../../types/ticks.js';
import { fractionPieces, numberPieces, type Piece, readPattern } from './pattern.js';

const pieces: ReadonlyMap<string, Piece<Civil>> = new Map([
  ...numberPieces<Civil>('d', ({ day }) => day),
  ...numberPieces<Civil>('M', ({ month }) => month),
  ...numberPieces<Civil>('y', ({ year }) => year % 100),
  ['yyyy', ({ year }) => String(year).padStart(4, '0')],
  ...numberPieces<Civil>('h', ({ hour }) => hour % 12 || 12),
  ...numberPieces<Civil>('H', ({ hour }) => hour),
  ...numberPieces<Civil>('m', ({ minute }) => minute),
  ...numberPieces<Civil>('s', ({ second }) => second),
  ...fractionPieces<Civil>(({ tick }) => tick),
  ['tt', ({ hour }) => (hour < 12 ? 'AM' : 'PM')],
]);

const reader = (pattern: string) => readPattern('format_datetime', pattern, pieces);

/** @see https://learn.microsoft.com/kusto/query/format-datetime-function */
export default scalarFunction('format_datetime', {
  summary: 'Writes a datetime by a pattern of letters.',
  naming: 'first-argument',
  overloads: [
    prepared(
      ['datetime', 'string'],
      'string',
      ({ constants: [, constant] }) => {
        const write = typeof constant === 'string' ? reader(constant) : undefined;
        return (ticks, pattern) => (write ?? reader(pattern))(civilFromTicks(ticks));
      },
      { literal: [1] },
    ),
  ],
});
