import type { Decimal } from 'decimal.js';
import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { raise, unsupported } from '../problems.js';

type Amount = number | bigint | Decimal;
type Pair = readonly [number, number];

/** How two values vary together; pairs of which one is null do not count. The condition, where there is one, comes last. */
export function jointSpread(name: string, summary: string, population: boolean, conditional: boolean) {
  return aggregate(name, {
    summary,
    gap: 'fewer pairs than it takes; timespans and datetimes',
    columnName: ({ columns: [x, y] }) => `${name}_${x}${y === '' ? '' : `_${y}`}`,
    overloads: [
      aggregateOverload(
        (conditional ? ['number', 'number', 'bool'] : ['number', 'number']) as ['number', 'number', 'bool'],
        'real',
        () => ({
          start: (): Pair[] => [],
          add(pairs: Pair[], x: Amount, y: Amount, counts?: boolean) {
            if (counts !== false) pairs.push([Number(x), Number(y)]);
            return pairs;
          },
          merge: (a: Pair[], b: Pair[]) => a.concat(b),
          finish(pairs: Pair[]) {
            const count = population ? pairs.length : pairs.length - 1;
            if (count < 1) return raise(unsupported(name, undefined, 'fewer pairs than it takes'));
            const centerX = pairs.reduce((total, [x]) => total + x, 0) / pairs.length;
            const centerY = pairs.reduce((total, [, y]) => total + y, 0) / pairs.length;
            return pairs.reduce((total, [x, y]) => total + (x - centerX) * (y - centerY), 0) / count;
          },
        }),
        { exact: true },
      ),
    ],
  });
}
