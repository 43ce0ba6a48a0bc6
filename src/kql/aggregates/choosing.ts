import { type AggregateArguments, aggregate, aggregateOverload } from '../plan/definitions.js';
import { compareValues } from '../types/compare.js';
import type { Value } from '../types/value.js';

type Row = readonly Value[] | null;

const outputs = ({ columns, types }: AggregateArguments) =>
  types.map((type, i) => ({ name: columns[i] === '' ? `Column${i + 1}` : columns[i], type }));

/** The row where the first argument is greatest or least; one of nothing but nulls still gives a row. */
function extremeRow(name: string, summary: string, alias: string, direction: 1 | -1) {
  return aggregate(name, {
    summary,
    aliases: [alias],
    star: true,
    outputs: (given) =>
      outputs(given).map((output, i) =>
        i === 0 && given.columns[0] === '' ? { ...output, name: direction === 1 ? 'max_' : 'min_' } : output,
      ),
    overloads: [
      aggregateOverload(
        ['any', '...any'],
        (types) => types[0],
        ({ types }) => {
          const beats = (a: Value, b: Value) => {
            if (typeof a === 'number' && Number.isNaN(a)) return !(typeof b === 'number' && Number.isNaN(b));
            if (typeof b === 'number' && Number.isNaN(b)) return false;
            return compareValues(a, b, types[0]) === direction;
          };
          const better = (best: Row, row: Row): Row => {
            if (best === null || row === null) return best ?? row;
            if (row[0] === null) return best;
            return best[0] === null || beats(row[0], best[0]) ? row : best;
          };
          return {
            start: (): Row => null,
            add: (best: Row, ...row: Value[]) => better(best, row),
            merge: better,
            finish: (best: Row) => best ?? types.map((type) => (type === 'string' ? '' : null)),
          };
        },
        { nulls: 'given' },
      ),
    ],
  });
}

/** @see https://learn.microsoft.com/kusto/query/arg-max-aggregation-function */
export const argMax = extremeRow('arg_max', 'The values of the row where the first argument is greatest.', 'argmax', 1);
/** @see https://learn.microsoft.com/kusto/query/arg-min-aggregation-function */
export const argMin = extremeRow('arg_min', 'The values of the row where the first argument is least.', 'argmin', -1);

function firstValues(name: string, conditional: string, prefix: string) {
  return aggregate(name, {
    summary: 'The values of one row, the first that is not all null.',
    conditional,
    star: true,
    outputs: (given) => outputs(given).map((output) => ({ ...output, name: `${prefix}${output.name}` })),
    overloads: [
      aggregateOverload(
        ['any', '...any'],
        (types) => types[0],
        ({ types }) => {
          const first = (a: Row, b: Row): Row => (a?.some((value) => value !== null && value !== '') ? a : (b ?? a));
          return {
            start: (): Row => null,
            add: (row: Row, ...values: Value[]) => first(row, values),
            merge: first,
            finish: (row: Row) => row ?? types.map((type) => (type === 'string' ? '' : null)),
          };
        },
        { nulls: 'given' },
      ),
    ],
  });
}

/** @see https://learn.microsoft.com/kusto/query/take-any-aggregation-function */
export const takeAny = firstValues('take_any', 'take_anyif', '');
/** The obsolete spelling, whose columns are named `any_x`. */
export const any = firstValues('any', 'anyif', 'any_');

/** The value at the nearest rank of the sorted values. */
function percentileOf(sorted: readonly Value[], percentile: number): Value {
  if (sorted.length === 0) return null;
  return sorted[Math.min(sorted.length, Math.max(1, Math.ceil((percentile / 100) * sorted.length))) - 1];
}

/** @see https://learn.microsoft.com/kusto/query/percentiles-aggregation-function */
export const percentiles = aggregate('percentiles', {
  summary: 'Values at percentiles, by nearest rank; exact, where the engine estimates.',
  aliases: ['percentile'],
  outputs: ({ columns, types, constants }) =>
    constants.slice(1).map((each) => ({
      name: `percentile_${columns[0]}_${String(each)}`.replace('.', '_'),
      type: types[0] === 'int' ? 'long' : types[0],
    })),
  overloads: [
    aggregateOverload(
      ['any', '...real'],
      (types) => types[0],
      ({ types, constants }) => ({
        start: (): Value[] => [],
        add: (values: Value[], value: Value) => {
          values.push(value);
          return values;
        },
        merge: (a: Value[], b: Value[]) => [...a, ...b],
        finish: (values: Value[]) => {
          const sorted = [...values].sort((a, b) => compareValues(a, b, types[0]));
          return constants.slice(1).map((each) => percentileOf(sorted, Number(each)));
        },
      }),
    ),
  ],
});
