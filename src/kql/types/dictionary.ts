import type { Column, StringColumn } from './column.js';

/** Below this many rows a dictionary is not worth its making. */
const fewRows = 1024;

/** A dictionary is given up when there are more values than this for each row. */
const mostDistinct = 0.3;

/** The same column; strings that repeat are kept once, so that what works on strings works on each but once. */
export function dictionaryEncoded(column: Column): Column {
  if (column.type !== 'string' || column.codes !== undefined || column.values.length < fewRows) return column;
  return encodedStrings(column.values) ?? column;
}

/** Undefined when too few repeat. */
function encodedStrings(texts: readonly string[]): StringColumn | undefined {
  const codes = new Int32Array(texts.length);
  const known = new Map<string, number>();
  for (let row = 0; row < texts.length; row++) {
    let code = known.get(texts[row]);
    if (code === undefined) {
      if (known.size >= texts.length * mostDistinct) return undefined;
      code = known.size;
      known.set(texts[row], code);
    }
    codes[row] = code;
  }
  return { type: 'string', codes, values: [...known.keys()] };
}
