import { invariant } from '../../../base/invariant.js';
import type { Columnar, Rows } from '../../plan/definitions.js';
import type { BoolColumn, IntColumn, LongColumn, RealColumn, TicksColumn } from '../../types/column.js';
import type { TextTest } from './terms.js';

/** Asks a question of a column of texts: once for each entry of a dictionary, and only of entries that a row uses. */
export function testedTexts(test: TextTest): Columnar {
  const known = new WeakMap<readonly string[], Uint8Array>();
  return ([column], rows, length) => {
    invariant(column.type === 'string', 'a question about texts is asked of texts');
    const { codes, values: texts } = column;
    if (codes === undefined) return answers(rows, length, (row) => test(texts[row]));
    const memo = known.get(texts) ?? new Uint8Array(texts.length);
    known.set(texts, memo);
    const values = new Uint8Array(length);
    const count = rows === null ? length : rows.length;
    for (let k = 0; k < count; k++) {
      const row = rows === null ? k : rows[k];
      const code = codes[row];
      if (memo[code] === 0) memo[code] = test(texts[code]) ? 2 : 1;
      values[row] = memo[code] - 1;
    }
    return { type: 'bool', values, nulls: undefined };
  };
}

type Numbers = IntColumn | LongColumn | RealColumn | TicksColumn;

/** Asks a question of a column of numbers; `ofNull` is the answer for a null. */
export function testedNumbers(test: (value: number | bigint) => boolean, ofNull: boolean): Columnar {
  return ([column], rows, length) => {
    const { values, nulls } = column as Numbers;
    return answers(rows, length, (row) => (nulls?.[row] === 1 ? ofNull : test(values[row])));
  };
}

function answers(rows: Rows, length: number, answer: (row: number) => boolean): BoolColumn {
  const values = new Uint8Array(length);
  if (rows === null) for (let row = 0; row < length; row++) values[row] = answer(row) ? 1 : 0;
  else for (const row of rows) values[row] = answer(row) ? 1 : 0;
  return { type: 'bool', values, nulls: undefined };
}
