import type { Decimal } from 'decimal.js';
import { aggregate, aggregateOverload } from '../plan/definitions.js';

export interface SpreadOptions {
  readonly summary: string;
  readonly conditional?: string;
  /** Divides by the number of values instead of one less. */
  readonly population: boolean;
  /** What is made of the variance. */
  readonly finish: (variance: number) => number;
}

/** Spread around the mean; of fewer values than it takes it is 0. */
export function spread(name: string, { population, finish, ...described }: SpreadOptions) {
  return aggregate(name, {
    ...described,
    gap: 'timespans and datetimes',
    overloads: [
      aggregateOverload(
        ['number'],
        'real',
        () => ({
          start: (): number[] => [],
          add(values: number[], value: number | bigint | Decimal) {
            values.push(Number(value));
            return values;
          },
          merge: (a: number[], b: number[]) => a.concat(b),
          finish(values: number[]) {
            const count = population ? values.length : values.length - 1;
            if (count < 1) return 0;
            const center = values.reduce((total, each) => total + each, 0) / values.length;
            return finish(values.reduce((total, each) => total + (each - center) ** 2, 0) / count);
          },
        }),
        { exact: true },
      ),
    ],
  });
}

/** The engine rounds a variance to ten decimals, and takes the deviation from what is rounded. */
export const tenDecimals = (value: number) => (Number.isFinite(value) ? Number(value.toFixed(10)) : value);
export const deviation = (variance: number) => Math.sqrt(tenDecimals(variance));
