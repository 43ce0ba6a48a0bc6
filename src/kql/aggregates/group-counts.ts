import type { GroupedForm } from '../plan/definitions.js';
import type { BoolColumn } from '../types/column.js';
import { grown } from './group-slots.js';

/** Counts the rows of each group; with `onlyTrue` those whose first argument is true. */
export function groupCounts(onlyTrue: boolean): GroupedForm {
  let counts = new Float64Array(16);
  return {
    add(columns, ids, length, size) {
      counts = grown(counts, size);
      const is = onlyTrue ? (columns[0] as BoolColumn).values : undefined;
      for (let row = 0; row < length; row++) {
        if (ids[row] >= 0 && (is === undefined || is[row] === 1)) counts[ids[row]]++;
      }
    },
    finish(size) {
      counts = grown(counts, size);
      return [{ type: 'long', values: counts.slice(0, size), nulls: undefined }];
    },
  };
}
