import type { Problem } from '../base/problem.js';

/* Every sentence about running a rule on records. */

export const noTable = (record: number, tables: readonly string[]): Problem => ({
  code: 'record-without-table',
  kind: 'request',
  message: `Record ${record} names no table, and the rule reads ${tables.length === 0 ? 'none' : tables.join(', ')}: give it a Type, or name the table in the request.`,
});
export const tableNotRead = (table: string, count: number): Problem => ({
  code: 'table-not-read',
  kind: 'request',
  message: `The rule does not read '${table}': its ${count} records were left out.`,
});
export const badRecord = (record: number): Problem => ({
  code: 'bad-record',
  kind: 'request',
  message: `Record ${record} is no JSON object: it was left out.`,
});
export const badShape = (): Problem => ({
  code: 'bad-body',
  kind: 'request',
  message: 'Expected an array of records, { "records": [...] } or { "tables": { "Name": [...] } }.',
});
export const badTime = (text: string): Problem => ({
  code: 'bad-now',
  kind: 'request',
  message: `'${text}' is no time; expected one such as 2024-01-31T12:00:00Z.`,
});
export const notOffered = (option: string): Problem => ({
  code: 'TT-UNSUPPORTED',
  kind: 'unsupported',
  message: `'${option}' is not supported yet.`,
});
export const tookTooLong = (seconds: number): Problem => ({
  code: 'TT-LIMIT',
  kind: 'limit',
  message: `The evaluation was stopped: it reached the limit of ${seconds} seconds.`,
});
export const usedTooMuch = (mebibytes: number): Problem => ({
  code: 'TT-LIMIT',
  kind: 'limit',
  message: `The evaluation was stopped: it needed more than the limit of ${mebibytes} MiB of memory.`,
});
export const grewTooLarge = (): Problem => ({
  code: 'TT-LIMIT',
  kind: 'limit',
  message: 'The evaluation was stopped: a value grew larger, or nested deeper, than values may.',
});
export const answerTooLarge = (characters: number): Problem => ({
  code: 'TT-LIMIT',
  kind: 'limit',
  message: `The answer is longer than the limit of ${characters.toLocaleString('en-US')} characters.`,
  hint: 'Ask for fewer rows with limit.',
});
export const clientLeft = (): Problem => ({
  code: 'client-left',
  kind: 'request',
  message: 'The evaluation was stopped: whoever asked for it has left.',
});
export const cannotStart = (): Problem => ({
  code: 'not-ready',
  kind: 'limit',
  message: 'No rule can be run now: the server could not start a process for it, and its log says why.',
});
export const shuttingDown = (): Problem => ({
  code: 'not-ready',
  kind: 'limit',
  message: 'No rule can be run now: the server is shutting down.',
});
export const noSuchRule = (slug: string): Problem => ({
  code: 'no-such-rule',
  kind: 'request',
  message: `There is no rule '${slug}'.`,
});
