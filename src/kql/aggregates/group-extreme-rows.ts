import type { GroupedForm } from '../plan/definitions.js';
import { type Column, columnBuilder, isNullAt, type StringColumn, valueReader, wideLongs } from '../types/column.js';
import { compareText } from '../types/compare.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Value } from '../types/value.js';
import { grown } from './group-slots.js';

type Numbers = Extract<Column, { values: Uint8Array | Int32Array | Float64Array | BigInt64Array }>;

/** Whether a group has no row yet, one whose key is null, or one with a key. */
const nullKey = 1;
const realKey = 2;

/** The row of the least (-1) or greatest (1) key of each group; values are boxed once a batch for groups that got a better row. */
export function groupExtremeRows(types: readonly ScalarType[], direction: 1 | -1): GroupedForm | null {
  if (types[0] === 'decimal' || types[0] === 'dynamic' || types[0] === 'guid') return null;
  const keys = bestKeys(types[0], direction);
  const rows: Value[][] = types.map(() => []);
  let chosen = new Int32Array(0);
  let state = new Uint8Array(16);
  return {
    add(columns, ids, length, size) {
      state = grown(state, size);
      if (chosen.length < size) chosen = new Int32Array(Math.max(size, 2 * chosen.length)).fill(-1);
      const touched: number[] = [];
      const beats = keys.ready(columns[0], size);
      for (let row = 0; row < length; row++) {
        const group = ids[row];
        if (group < 0) continue;
        if (isNullAt(columns[0], row)) {
          if (state[group] !== 0) continue;
          state[group] = nullKey;
        } else {
          if (!beats(row, group, state[group] !== realKey)) continue;
          state[group] = realKey;
        }
        if (chosen[group] < 0) touched.push(group);
        chosen[group] = row;
      }
      for (const [i, column] of columns.entries()) {
        const read = valueReader(column);
        for (const group of touched) rows[i][group] = read(chosen[group]);
      }
      for (const group of touched) chosen[group] = -1;
    },
    finish(size) {
      return types.map((type, i) => {
        const builder = columnBuilder(type, size);
        for (let group = 0; group < size; group++) builder.set(group, rows[i][group] ?? null);
        return builder.build();
      });
    },
  };
}

/** Gives, for a batch's keys, what tests a row's key against its group's best, and keeps it when it is better. */
interface BestKeys {
  ready(keys: Column, size: number): (row: number, group: number, first: boolean) => boolean;
}

function bestKeys(type: ScalarType, direction: 1 | -1): BestKeys {
  return type === 'string' ? bestTexts(direction) : bestNumbers(type, direction);
}

function bestTexts(direction: 1 | -1): BestKeys {
  const best: string[] = [];
  return {
    ready(keys) {
      const { codes, values } = keys as StringColumn;
      return (row, group, first) => {
        const key = codes === undefined ? values[row] : values[codes[row]];
        if (!first && compareText(key, best[group]) !== direction) return false;
        best[group] = key;
        return true;
      };
    },
  };
}

function bestNumbers(type: ScalarType, direction: 1 | -1): BestKeys {
  let best: Float64Array | BigInt64Array =
    type === 'datetime' || type === 'timespan' ? new BigInt64Array(16) : new Float64Array(16);
  return {
    ready(keys, size) {
      const { values } = keys as Numbers;
      if (values instanceof BigInt64Array || best instanceof BigInt64Array) {
        const wide = grown(wideLongs(best), size);
        best = wide;
        return beatsWide(wide, wideLongs(values as Float64Array), direction);
      }
      const near = grown(best, size);
      best = near;
      return beatsNear(near, values, direction);
    },
  };
}

function beatsWide(best: BigInt64Array, keys: BigInt64Array, direction: 1 | -1) {
  return (row: number, group: number, first: boolean) => {
    const key = keys[row];
    if (!first && !(direction === 1 ? key > best[group] : key < best[group])) return false;
    best[group] = key;
    return true;
  };
}

function beatsNear(best: Float64Array, keys: Float64Array | Int32Array | Uint8Array, direction: 1 | -1) {
  return (row: number, group: number, first: boolean) => {
    const key = keys[row];
    const old = best[group];
    if (!first && !(direction === 1 ? key > old : key < old) && !(Number.isNaN(key) && !Number.isNaN(old)))
      return false;
    if (!first && Number.isNaN(old)) return false;
    best[group] = key;
    return true;
  };
}
