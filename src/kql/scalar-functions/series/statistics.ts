import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import type { ScalarType } from '../../types/scalar-type.js';
import type { Json } from '../../types/value.js';
import { readReals, realJson } from './series.js';

interface Statistics {
  readonly min: number;
  readonly min_idx: number;
  readonly max: number;
  readonly max_idx: number;
  readonly avg: number;
  readonly stdev: number;
  readonly variance: number;
  readonly sum: number;
  readonly len: number;
}

/** The statistics of a series; null when it holds no number, or, unless those are passed over, anything but finite numbers. */
function statisticsOf(array: Json, ignoreNonfinite: boolean): Statistics | null {
  const values = readReals(array) ?? [];
  const places = values.flatMap((each, i) => (each !== null && Number.isFinite(each) ? [i] : []));
  if (places.length === 0 || (places.length < values.length && !ignoreNonfinite)) return null;
  const at = (i: number) => values[i] as number;
  const sum = places.reduce((total, i) => total + at(i), 0);
  const avg = sum / places.length;
  const squares = places.reduce((total, i) => total + (at(i) - avg) ** 2, 0);
  const variance = places.length === 1 ? 0 : squares / (places.length - 1);
  const min_idx = places.reduce((best, i) => (at(i) < at(best) ? i : best));
  const max_idx = places.reduce((best, i) => (at(i) > at(best) ? i : best));
  const stdev = Math.sqrt(variance);
  return { min: at(min_idx), min_idx, max: at(max_idx), max_idx, avg, stdev, variance, sum, len: values.length };
}

const columns: readonly (readonly [keyof Statistics, ScalarType])[] = [
  ['min', 'real'],
  ['min_idx', 'long'],
  ['max', 'real'],
  ['max_idx', 'long'],
  ['avg', 'real'],
  ['stdev', 'real'],
  ['variance', 'real'],
];
const counts: readonly string[] = ['min_idx', 'max_idx', 'len'];

/** @see https://learn.microsoft.com/kusto/query/series-stats-function */
const stats = scalarFunction('series_stats', {
  summary: 'Minimum, maximum, where they stand, average, deviation and variance of a series, as columns.',
  outputs: ({ columns: [column] }) => columns.map(([name, type]) => ({ name: `series_stats_${column}_${name}`, type })),
  overloads: [
    overload(['dynamic', 'bool?'], 'dynamic', (array, ignoreNonfinite) => {
      const found = statisticsOf(array, ignoreNonfinite === true);
      return found && columns.map(([name, type]) => (type === 'long' ? BigInt(found[name]) : found[name]));
    }),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/series-stats-dynamic-function */
const statsDynamic = scalarFunction('series_stats_dynamic', {
  summary: 'The statistics of a series in a property bag.',
  overloads: [
    overload(['dynamic', 'bool?'], 'dynamic', (array, ignoreNonfinite) => {
      const found = statisticsOf(array, ignoreNonfinite === true);
      if (found === null) return null;
      const entries = Object.entries(found).map(([name, value]) => [
        name,
        counts.includes(name) ? value : realJson(value),
      ]);
      return Object.fromEntries(entries) as Json;
    }),
  ],
});

/** The functions that describe a series. */
export const statisticsFunctions: readonly ScalarFunction[] = [stats, statsDynamic];
