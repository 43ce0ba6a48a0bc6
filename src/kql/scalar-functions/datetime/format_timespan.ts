import { prepared, scalarFunction } from '../../plan/definitions.js';
import { ticksPerDay, ticksPerSecond } from '../../types/ticks.js';
import { fractionPieces, numberPieces, type Piece, readPattern } from './pattern.js';

interface Parts {
  readonly days: bigint;
  readonly seconds: number;
  readonly tick: number;
}

const hours = ({ seconds }: Parts) => Math.floor(seconds / 3600);
const pieces: ReadonlyMap<string, Piece<Parts>> = new Map([
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((size): [string, Piece<Parts>] => [
    'd'.repeat(size),
    ({ days }) => String(days).padStart(size, '0'),
  ]),
  ...numberPieces('h', hours),
  ...numberPieces('H', hours),
  ...numberPieces<Parts>('m', ({ seconds }) => Math.floor(seconds / 60) % 60),
  ...numberPieces<Parts>('s', ({ seconds }) => seconds % 60),
  ...fractionPieces<Parts>(({ tick }) => tick),
]);

const reader = (pattern: string) => readPattern('format_timespan', pattern, pieces);

/** @see https://learn.microsoft.com/kusto/query/format-timespan-function */
export default scalarFunction('format_timespan', {
  summary: 'Writes a timespan by a pattern of letters.',
  naming: 'first-argument',
  overloads: [
    prepared(
      ['timespan', 'string'],
      'string',
      ({ constants: [, constant] }) => {
        const write = typeof constant === 'string' ? reader(constant) : undefined;
        return (ticks, pattern) => {
          const size = ticks < 0n ? -ticks : ticks;
          const days = size / ticksPerDay;
          const seconds = Number((size % ticksPerDay) / ticksPerSecond);
          const text = (write ?? reader(pattern))({ days, seconds, tick: Number(size % ticksPerSecond) });
          return ticks < 0n ? `-${text}` : text;
        };
      },
      { literal: [1] },
    ),
  ],
});
