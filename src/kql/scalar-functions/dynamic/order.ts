import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { type Json, WholeReal } from '../../types/value.js';

function rank(json: Json): number {
  if (typeof json === 'boolean') return 0;
  if (typeof json === 'number' || typeof json === 'bigint' || json instanceof WholeReal) return 1;
  return typeof json === 'string' ? 2 : 3;
}

function compare(a: Json, b: Json): number {
  const kind = rank(a);
  if (kind !== rank(b) || kind === 3) return kind - rank(b);
  const [left, right] = [a, b].map((each) => (each instanceof WholeReal ? each.value : each)) as [number, number];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Declares a function that sorts an array; nulls stand last unless it is told otherwise. */
export function sorting(name: string, sign: 1 | -1): ScalarFunction {
  return scalarFunction(name, {
    summary: `Sorts an array ${sign === 1 ? 'upwards' : 'downwards'}; null for what is none.`,
    gap: 'Sorts one array, not others along with it.',
    overloads: [
      overload(
        ['dynamic', 'bool?'],
        'dynamic',
        (array, nullsLast = true) => {
          if (!Array.isArray(array)) return null;
          const nulls = array.filter((each) => each === null);
          const sorted = array.filter((each) => each !== null).sort((a, b) => sign * compare(a, b));
          return nullsLast ? [...sorted, ...nulls] : [...nulls, ...sorted];
        },
        { exact: true },
      ),
    ],
  });
}
