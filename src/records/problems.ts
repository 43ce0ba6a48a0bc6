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
