import type { Column } from './column.js';

/** So many rows are looked at before a column is given up for having too many different texts. */
const fairSample = 2 ** 16;

/** A column of strings that often repeat, as a dictionary; every other column as it is. */
export function dictionaryEncoded(column: Column): Column {
  if (column.type !== 'string' || column.codes !== undefined) return column;
  const { values } = column;
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const text = values[row];
    let code = codeOf.get(text);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(text, code);
      if (code * 2 > Math.max(row, fairSample)) return column;
    }
    codes[row] = code;
  }
  return codeOf.size * 2 > values.length ? column : { type: 'string', codes, values: [...codeOf.keys()] };
}
