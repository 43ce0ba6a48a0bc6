import { aggregate, aggregateOverload, type ParameterType } from '../plan/definitions.js';
import { compareValues } from '../types/compare.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Value } from '../types/value.js';
import { groupExtremes } from './group-extremes.js';

const types = ['long', 'int', 'real', 'decimal', 'datetime', 'timespan', 'string', 'bool'] as const;

/** The least (-1) or greatest (1) value that is not null; a dynamic must be converted first. */
export function extremeValue(name: string, summary: string, direction: 1 | -1) {
  const better = (type: ScalarType) => (a: Value, b: Value) =>
    a === null ? b : b === null ? a : compareValues(b, a, type) === direction ? b : a;
  const of = (type: ParameterType & ScalarType) =>
    aggregateOverload(
      [type] as const,
      type,
      () => ({ start: (): Value => null, add: better(type), merge: better(type), finish: (best: Value) => best }),
      { exact: true, grouped: () => groupExtremes(type, direction) },
    );
  return aggregate(name, { summary, conditional: `${name}if`, ordered: true, overloads: types.map(of) });
}
