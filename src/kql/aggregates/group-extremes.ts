import type { GroupedForm } from '../plan/definitions.js';
import { type Column, type StringColumn, wideLongs } from '../types/column.js';
import { compareText } from '../types/compare.js';
import type { ScalarType } from '../types/scalar-type.js';
import { grown, nullsWhereUnseen } from './group-slots.js';

type Numbers = Extract<Column, { values: Uint8Array | Int32Array | Float64Array | BigInt64Array }>;

/** The least (-1) or greatest (1) value of each group; NaN is below every number. Null for a type that has no such column. */
export function groupExtremes(type: ScalarType, direction: 1 | -1): GroupedForm | null {
  switch (type) {
    case 'bool':
    case 'int':
    case 'long':
    case 'real':
    case 'datetime':
    case 'timespan':
      return numberExtremes(type, direction);
    case 'string':
      return textExtremes(direction);
    default:
      return null;
  }
}

function numberExtremes(type: Numbers['type'], direction: 1 | -1): GroupedForm {
  let best: Float64Array | BigInt64Array =
    type === 'datetime' || type === 'timespan' ? new BigInt64Array(16) : new Float64Array(16);
  let seen = new Uint8Array(16);
  return {
    add([column], ids, length, size) {
      seen = grown(seen, size);
      const { values } = column as Numbers;
      if (values instanceof BigInt64Array || best instanceof BigInt64Array) {
        best = grown(wideLongs(best), size);
        keepBestWide(best, seen, wideLongs(values as Float64Array), ids, length, direction);
      } else {
        best = grown(best, size);
        keepBest(best, seen, values, ids, length, direction);
      }
    },
    finish(size) {
      const values =
        best instanceof BigInt64Array ? grown(best, size).slice(0, size) : grown(best, size).slice(0, size);
      const nulls = nullsWhereUnseen(grown(seen, size), size);
      if (type === 'int') return [{ type, values: Int32Array.from(values as Float64Array), nulls }];
      if (type === 'bool') return [{ type, values: Uint8Array.from(values as Float64Array), nulls }];
      return [{ type, values, nulls } as Column];
    },
  };
}

function keepBest(
  best: Float64Array,
  seen: Uint8Array,
  values: Float64Array | Int32Array | Uint8Array,
  ids: Int32Array,
  length: number,
  direction: 1 | -1,
): void {
  for (let row = 0; row < length; row++) {
    const group = ids[row];
    if (group < 0) continue;
    const value = values[row];
    const old = best[group];
    if (
      seen[group] === 0 ||
      (direction === 1
        ? value > old || (Number.isNaN(old) && !Number.isNaN(value))
        : value < old || Number.isNaN(value))
    ) {
      best[group] = value;
      seen[group] = 1;
    }
  }
}

function keepBestWide(
  best: BigInt64Array,
  seen: Uint8Array,
  values: BigInt64Array,
  ids: Int32Array,
  length: number,
  direction: 1 | -1,
): void {
  for (let row = 0; row < length; row++) {
    const group = ids[row];
    if (group < 0) continue;
    const value = values[row];
    if (seen[group] === 0 || (direction === 1 ? value > best[group] : value < best[group])) {
      best[group] = value;
      seen[group] = 1;
    }
  }
}

function textExtremes(direction: 1 | -1): GroupedForm {
  const best: (string | undefined)[] = [];
  return {
    add([column], ids, length) {
      const { codes, values } = column as StringColumn;
      for (let row = 0; row < length; row++) {
        const group = ids[row];
        if (group < 0) continue;
        const value = codes === undefined ? values[row] : values[codes[row]];
        const old = best[group];
        if (old === undefined || (value !== old && compareText(value, old) === direction)) best[group] = value;
      }
    },
    finish: (size) => [
      { type: 'string', codes: undefined, values: Array.from({ length: size }, (_, group) => best[group] ?? '') },
    ],
  };
}
