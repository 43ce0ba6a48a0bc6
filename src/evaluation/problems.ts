import type { Problem } from '../base/problem.js';

/* Every sentence about running a rule on records. */

const request = (code: string, message: string): Problem => ({ code, kind: 'request', message });
const records = (count: number) => (count === 1 ? '1 record' : `${count} records`);
const listed = (names: readonly string[]) =>
  names.length > 20 ? `${names.slice(0, 20).join(', ')} and ${names.length - 20} more` : names.join(', ');

export const noTable = (first: number, count: number, tables: readonly string[]) =>
  request(
    'record-without-table',
    `Record ${first} names no table${count > 1 ? ` (${count} do not)` : ''}, and the rule reads ${tables.length === 0 ? 'none' : tables.join(', ')}: give it a Type, or name the table in the request.`,
  );
export const tableNotRead = (table: string, count: number) =>
  request('table-not-read', `The rule does not read '${table}': its ${count} records were left out.`);
export const badRecord = (first: number, count: number) =>
  request(
    'bad-record',
    count === 1
      ? `Record ${first} is no JSON object: it was left out.`
      : `${count} records are no JSON objects, the first of them record ${first}: they were left out.`,
  );
export const badShape = () =>
  request(
    'bad-body',
    'Expected an array of records, { "records": [...] } or { "tables": { "Name": [...] } }; beside them watchlists and externaldata by name as arrays of records, functions by name as text, from and to together.',
  );
export const badTime = (option: string, text: string) =>
  request(`bad-${option}`, `'${text}' is no time; expected one such as 2024-01-31T12:00:00Z.`);
export const badFunction = (name: string, why = 'expected its text') =>
  request('bad-function', `The function '${name}' cannot be read: ${why}`);
export const unknownOption = (name: string, known: readonly string[]) =>
  request(
    'unknown-option',
    `'${name}' means nothing beside records, and was not looked at; known are ${known.join(', ')}.`,
  );
export const fieldsRenamed = (table: string, fields: readonly { readonly from: string; readonly to: string }[]) =>
  request(
    'fields-renamed',
    `Fields of '${table}' were read under the names that the rule knows: ${listed(fields.map(({ from, to }) => `${from} as ${to}`))}.`,
  );
export const fieldsUnknown = (table: string, fields: readonly { readonly name: string; readonly count: number }[]) =>
  request(
    'fields-unknown',
    `The schema of '${table}' has no such fields: ${listed(fields.map(({ name, count }) => `${name} (${records(count)})`))}.`,
  );
export const typeDisagrees = (
  table: string,
  {
    column,
    type,
    count,
    example,
  }: { readonly column: string; readonly type: string; readonly count: number; readonly example: string },
) =>
  request(
    'type-disagrees',
    `'${column}' of '${table}' is ${type}, and ${records(count)} ${count === 1 ? 'has' : 'have'} something else, such as ${example}: it became null or was rounded.`,
  );
export const noWatchlist = (alias: string) =>
  request('no-watchlist', `The rule reads the watchlist '${alias}', and none was given: it was taken as empty.`);
export const columnMissing = (column: string, what: string) =>
  request('column-missing', `${what} takes the column '${column}', which the result does not have.`);
export const alertCap = (most: number, count: number) =>
  request(
    'alert-cap',
    `The rule raises an alert for each of ${count} rows, and no more than ${most} in a run: the last one stands for all rows.`,
  );
export const detailTooLong = (what: string, bytes: number) =>
  request('detail-too-long', `${what} would be longer than ${bytes} bytes: the rule's own is used.`);
export const detailsTooLarge = (bytes: number) =>
  request(
    'details-too-large',
    `The details of an alert are larger than ${bytes} bytes: Sentinel drops what is too much.`,
  );
export const manyDetails = (count: number, most: number) =>
  request(
    'many-details',
    `The rule has ${count} custom details, and no more than ${most} are allowed: the others were left out.`,
  );
export const manyEntities = (type: string, count: number, most: number) =>
  request('many-entities', `An alert has ${count} entities of a mapping to ${type}, and keeps ${most} of them.`);
export const noSchedule = () =>
  request('no-schedule', 'The rule has no frequency and no period: there is no schedule to replay.');
export const manyRuns = (count: number, most: number) =>
  request('many-runs', `From and to lie ${count} runs apart; no more than ${most} are replayed at once.`);
export const explanationCut = (count: number, most: number) =>
  request('explanation-cut', `The first ${most} of ${count} records are explained.`);
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
