import type { Problem } from '../base/problem.js';

/* Every sentence about posted records. */

export const badJson = (): Problem => ({
  code: 'bad-json',
  kind: 'request',
  message: 'The body is no JSON, or nests deeper than 1,000 levels.',
});
export const badLine = (line: number): Problem => ({
  code: 'bad-json-line',
  kind: 'request',
  message: `Line ${line} is no JSON, or nests deeper than 1,000 levels.`,
  line,
});
export const badCsv = (line: number): Problem => ({
  code: 'bad-csv',
  kind: 'request',
  message: `Line ${line} is no CSV: a quote is never closed, or stands inside a field.`,
  line,
});
export const columnTwice = (name: string): Problem => ({
  code: 'column-twice',
  kind: 'request',
  message: `The CSV has two columns '${name}': the last one was read.`,
});
export const timeZone = (name: string, zone: string): Problem => ({
  code: 'time-zone',
  kind: 'request',
  message: `The times of '${name}' are in '${zone}', and were read as UTC: export them in UTC.`,
});
export const manyCells = (lines: number, columns: number): Problem => ({
  code: 'many-cells',
  kind: 'request',
  message: `${lines} lines of the CSV have more cells than the ${columns} columns that its first line names: the rest of them was left out.`,
});
