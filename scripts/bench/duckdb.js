import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DuckDBInstance, DuckDBTimestampValue } from '@duckdb/node-api';
import { accounts, accountTypes, events, eventTypes } from './events.js';
import { medians } from './measure.js';

/** @param {string} path of a file of the build, which is not there when this file's types are checked */
const built = (path) => import(`../../dist/${path}`);

const rowCount = 1_000_000;

/** Each as KQL, as SQL, and the most time it may take beside DuckDB's on one thread; both must give the same rows. */
const lines = {
  'selective filter': [
    `Events | where EventID == 4607 and Computer == "host0042.contoso.example" and Bytes > 900000000
      | project Time, Account, Bytes`,
    `SELECT Time, Account, Bytes FROM Events
      WHERE EventID = 4607 AND Computer = 'host0042.contoso.example' AND Bytes > 900000000`,
  ],
  'has in command lines': [
    'Events | where CommandLine has "Mimikatz" | summarize count() by Process',
    `SELECT Process, count(*) FROM Events WHERE regexp_matches(CommandLine, '\\bMimikatz\\b', 'i') GROUP BY Process`,
  ],
  'group by one key': [
    'Events | summarize count(), dcount(Account) by Computer',
    'SELECT Computer, count(*), count(DISTINCT Account) FROM Events GROUP BY Computer',
  ],
  'group by two keys': [
    'Events | summarize count(), dcount(Account) by Computer, EventID',
    'SELECT Computer, EventID, count(*), count(DISTINCT Account) FROM Events GROUP BY Computer, EventID',
  ],
  'group by account and hour': [
    'Events | summarize Events = count() by Account, bin(Time, 1h) | where Events > 10',
    `SELECT Account, time_bucket(INTERVAL 1 hour, Time) AS Hour, count(*) AS n FROM Events
      GROUP BY Account, Hour HAVING n > 10`,
  ],
  'hash join 1M x 20k': [
    'Events | join kind=inner Accounts on Account | summarize count() by Department',
    'SELECT Department, count(*) FROM Events JOIN Accounts USING (Account) GROUP BY Department',
  ],
  'sort and take': [
    'Events | sort by Bytes desc, Time asc | take 100 | project Time, Account, Bytes',
    'SELECT Time, Account, Bytes FROM Events ORDER BY Bytes DESC, Time ASC LIMIT 100',
  ],
  'regex extract': [
    `Events | extend Site = extract(@'https?://([^/]+)/', 1, CommandLine) | summarize count() by Site`,
    `SELECT regexp_extract(CommandLine, 'https?://([^/]+)/', 1) AS Site, count(*) FROM Events GROUP BY Site`,
  ],
  'dynamic property': [
    'Events | summarize count() by tostring(Props.user.name)',
    `SELECT Props->>'$.user.name' AS Name, count(*) FROM Events GROUP BY Name`,
  ],
};
const mostRatio = 2.5;
const mostMean = 1;
const mostMegabytes = 600;
/** What DuckDB has compiled ahead, Node compiles while it runs. */
const warmUps = 8;

/**
 * Queries on a million rows in memory, beside DuckDB on one thread on the same rows.
 * @param {number} runs
 */
export async function engine(runs) {
  const { loadParser } = await built('kql/syntax/index.js');
  const { evaluateSyntax } = await built('kql/evaluate/engine.js');
  const { columnOf } = await built('kql/types/column.js');
  const { dictionaryEncoded } = await built('kql/types/dictionary.js');
  const parser = await loadParser();

  const before = heldMegabytes();
  let columns = events(rowCount);
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await fill(connection, 'Events', columns, eventTypes);
  await fill(connection, 'Accounts', accounts(20_000), accountTypes);

  const made = (/** @type {string} */ type, /** @type {unknown[]} */ values) =>
    dictionaryEncoded(columnOf(type, values));
  /** @type {Record<string, ReturnType<typeof tableOf>>} */
  const tables = {
    Events: tableOf(columns, eventTypes, made),
    Accounts: tableOf(accounts(20_000), accountTypes, made),
  };
  columns = {};
  const megabytes = heldMegabytes() - before;
  const world = {
    now: 0n,
    table: (/** @type {string} */ name) => tables[name],
    tableNames: Object.keys(tables),
    function: () => undefined,
  };

  const measured = [];
  for (const [name, [kql, sql]] of Object.entries(lines)) {
    const { syntax, problems } = parser.parse(kql);
    if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems)}`);
    const prepared = await connection.prepare(sql);
    const ours = () => {
      const answer = evaluateSyntax(syntax, world);
      return answer.rows(answer.rowCount);
    };
    const theirs = async () => (await prepared.runAndReadAll()).getRowsJS();
    agree(name, ours(), await theirs());
    for (let run = 0; run < warmUps; run++) ours();
    const [own, fixed] = await medians(runs, [ours, theirs]);
    measured.push({ name, ours: own, fixed, against: 'DuckDB', limit: mostRatio });
  }
  const mean = Math.exp(measured.reduce((sum, { ours, fixed }) => sum + Math.log(ours / fixed), 0) / measured.length);
  return [
    ...measured,
    { name: 'geometric mean of the ratios', figure: mean, limit: mostMean },
    { name: `megabytes of ${rowCount} rows of 10 columns`, figure: megabytes, limit: mostMegabytes },
  ];
}

/** Megabytes that are in use, after what is not has been thrown out. */
function heldMegabytes() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

/** @typedef {Record<string, unknown[]>} Columns values by the name of their column */
/** @typedef {Record<string, string[]>} Types */

const ticksOfEpoch = 621_355_968_000_000_000n;

/**
 * @param {Columns} columns
 * @param {Types} types
 * @param {(type: string, values: unknown[]) => unknown} made
 */
function tableOf(columns, types, made) {
  const names = Object.keys(types);
  return {
    columns: names.map((name) => ({ name, type: types[name][0] })),
    batches: [
      {
        length: columns[names[0]].length,
        columns: names.map((name) =>
          types[name][0] === 'datetime'
            ? made(
                'datetime',
                columns[name].map((micros) => ticksOfEpoch + BigInt(Number(micros)) * 10n),
              )
            : made(types[name][0], columns[name]),
        ),
      },
    ],
  };
}

/**
 * @param {import('@duckdb/node-api').DuckDBConnection} connection
 * @param {string} table
 * @param {Columns} columns
 * @param {Types} types
 */
async function fill(connection, table, columns, types) {
  const names = Object.keys(types);
  await connection.run(`CREATE TABLE ${table} (${names.map((name) => `${name} ${types[name][1]}`).join(', ')})`);
  const appender = await connection.createAppender(table);
  const { length } = columns[names[0]];
  for (let row = 0; row < length; row++) {
    for (const name of names) append(appender, types[name][1], columns[name][row]);
    appender.endRow();
  }
  appender.closeSync();
}

/**
 * @param {import('@duckdb/node-api').DuckDBAppender} appender
 * @param {string} type
 * @param {unknown} value
 */
function append(appender, type, value) {
  switch (type) {
    case 'INTEGER':
      return appender.appendInteger(Number(value));
    case 'BIGINT':
      return appender.appendBigInt(BigInt(Number(value)));
    case 'DOUBLE':
      return appender.appendDouble(Number(value));
    case 'TIMESTAMP':
      return appender.appendTimestamp(new DuckDBTimestampValue(BigInt(Number(value))));
    case 'JSON':
      return appender.appendVarchar(JSON.stringify(value));
    default:
      return appender.appendVarchar(String(value));
  }
}

/**
 * Both must have given the same rows, in any order; times count in milliseconds.
 * @param {string} name
 * @param {unknown[][]} ours
 * @param {unknown[][]} theirs
 */
function agree(name, ours, theirs) {
  const printed = (/** @type {unknown[][]} */ rows) => rows.map((row) => row.map(cell).join('|')).sort();
  const [a, b] = [printed(ours), printed(theirs)];
  const at = a.findIndex((row, i) => row !== b[i]);
  if (a.length !== b.length || at >= 0)
    throw new Error(`${name}: ${a.length} and ${b.length} rows; ${a[at]} is not ${b[at]}`);
  if (a.length === 0) throw new Error(`${name}: no rows`);
}

/** @param {unknown} value */
function cell(value) {
  if (value instanceof Date) return value.toISOString();
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text).toISOString() : text;
}
