import { type AggregateArguments, aggregate, aggregateOverload } from '../plan/definitions.js';
import type { Bound } from '../plan/nodes.js';
import { failed, raise } from '../problems.js';
import { compareValues } from '../types/compare.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Value } from '../types/value.js';
import { groupExtremeRows } from './group-extreme-rows.js';

type Row = readonly Value[] | null;

/** What an unnamed argument is called: after the extreme's name and its place. */
function outputs(prefix: string, { columns, types }: AggregateArguments, obsolete: boolean) {
  const first = `${prefix}_${columns[0]}`;
  return types.map((type, i) => {
    const name = columns[i] === '' ? `arg${i}` : columns[i];
    if (i === 0) return { name: obsolete || columns[0] === '' ? first : name, type };
    return { name: obsolete || columns[i] === '' ? `${first}_${name}` : name, type };
  });
}

/** Null where there is no value: of a string that is the empty one. */
const nothing = (types: readonly ScalarType[]) => types.map((type) => (type === 'string' ? '' : null));

function ordered(type: ScalarType, [first]: readonly Bound[]): ScalarType {
  if (type !== 'dynamic' && type !== 'guid') return type;
  return raise(failed('KS206', `Values of the type ${type} have no order: convert them first.`, first.span));
}

/** NaN beats every number, in both directions. */
function beats(a: Value, b: Value, type: ScalarType, direction: 1 | -1): boolean {
  if (typeof a === 'number' && Number.isNaN(a)) return !(typeof b === 'number' && Number.isNaN(b));
  if (typeof b === 'number' && Number.isNaN(b)) return false;
  return compareValues(a, b, type) === direction;
}

/**
 * The row where the first argument is greatest (1) or least (-1), the first of equals; one of nothing but nulls still gives a row.
 * The obsolete spelling prefixes its columns' names.
 */
export function extremeRow(name: string, summary: string, direction: 1 | -1, obsolete = false) {
  return aggregate(name, {
    summary,
    star: true,
    ordered: true,
    outputs: (given) => outputs(direction === 1 ? 'max' : 'min', given, obsolete),
    overloads: [
      aggregateOverload(
        ['any', '...any'],
        (types) => types[0],
        ({ types, expressions }) => {
          const type = ordered(types[0], expressions);
          const better = (best: Row, row: Row): Row => {
            if (best === null || row === null) return best ?? row;
            if (row[0] === null) return best;
            return best[0] === null || beats(row[0], best[0], type, direction) ? row : best;
          };
          return {
            start: (): Row => null,
            add: (best: Row, ...row: Value[]) => better(best, row),
            merge: better,
            finish: (best: Row) => best ?? nothing(types),
          };
        },
        { nulls: 'given', grouped: ({ types }) => groupExtremeRows(types, direction) },
      ),
    ],
  });
}
