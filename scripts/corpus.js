import { spawn } from 'node:child_process';
import { on } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { heldAgainstBaseline } from './baseline.js';
import { output, runNode, shared, telltale } from './run.js';

// Ingests the real rules, cold and again unchanged, and runs some of them on real records whose outcome is known.
// corpus.js [--update-baseline [--force]]

/** What the rules must make of the records: how many rows, and these cells in each of them. */
const promises = [
  {
    records: '01_SigninLogs.ndjson',
    rule: 'Detections/SigninLogs/SigninAttemptsByIPviaDisabledAccounts.yaml',
    rows: 1,
    cells: {
      IPAddress: '175.45.176.99',
      disabledAccountLoginAttempts: 4,
      disabledAccountsTargeted: 1,
      applicationSet: ['Azure Portal'],
      StartTime: '2021-04-19T12:13:19.4834758Z',
      EndTime: '2021-04-19T12:16:34.8773402Z',
    },
  },
  {
    records: '02_OfficeActivity_inboxrule.ndjson',
    rule: 'Detections/OfficeActivity/Malicious_Inbox_Rule.yaml',
    rows: 1,
    cells: { RuleDetail: 'AdeleV\\rule2' },
  },
  {
    records: '08_SecurityEvent_dcsync.ndjson',
    rule: 'Detections/SecurityEvent/NonDCActiveDirectoryReplication.yaml',
    rows: 3,
    cells: { Account: 'THESHIRE\\pgustavo', IpAddress: '172.18.39.5' },
  },
];

const { values: options } = parseArgs({
  options: { 'update-baseline': { type: 'boolean' }, force: { type: 'boolean' } },
});
const corpus = shared('corpus/azure-sentinel');
if (!corpus) console.log('corpus: not run, there is no ../shared/corpus/azure-sentinel');
else if (!runNode('scripts/build.js', [])) process.exitCode = 1;
else await check(corpus);

/** @param {string} folder */
async function check(folder) {
  const store = mkdtempSync(join(tmpdir(), 'telltale-corpus-'));
  try {
    const faults = [
      ...checkIngest(folder, store),
      ...checkGold(store),
      ...checkRelations(store),
      ...checkRuns(store),
      ...(await checkPromises(folder, store)),
    ];
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    rmSync(store, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @param {string} store
 */
function checkIngest(folder, store) {
  const cold = ingest(folder, store);
  const again = ingest(folder, store);
  if (!cold.summary || !again.summary) return ['corpus: ingest gave no summary'];
  const { problems, elapsedMs, analysed, ...counts } = cold.summary;
  const { evaluable, partly, rules } = counts;
  console.log(
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
  );
  console.log(
    `${problems.length} problems; ${evaluable} rules evaluable, ${partly} partly, ${rules - evaluable - partly} not`,
  );
  const share = ((again.seconds / cold.seconds) * 100).toFixed(1);
  console.log(`cold ${cold.seconds.toFixed(1)} s, unchanged ${again.seconds.toFixed(2)} s (${share} %)`);

  compareWithParser(folder, elapsedMs);

  const { problems: problemsAgain, elapsedMs: elapsedAgain, analysed: analysedAgain, ...countsAgain } = again.summary;
  const steady = isDeepStrictEqual({ counts, problems }, { counts: countsAgain, problems: problemsAgain });
  const faults = steady ? [] : [`corpus: an unchanged ingest gave ${JSON.stringify(countsAgain)}`];
  const { 'update-baseline': update, force } = options;
  // A rule that is wholly evaluable instead of partly is no loss.
  const { partly: _, ...others } = counts;
  const held = { ...others, 'fully or partly evaluable': evaluable + partly };
  return [...faults, ...heldAgainstBaseline('corpus', held, { update, force })];
}

/**
 * A cold ingest beside Microsoft's parser alone, on one thread: both within their processes, in turn, since a machine is not
 * as fast at one time as at another.
 * @param {string} folder
 * @param {number} firstMs how long a first cold ingest took
 */
function compareWithParser(folder, firstMs) {
  const ratios = [];
  for (let elapsedMs = firstMs; ; elapsedMs = coldIngestMs(folder)) {
    const parserMs = Number(output(['scripts/parser-time.js', folder]).stdout);
    console.log(`cold ingest ${elapsedMs} ms, the parser alone ${parserMs} ms: ${(elapsedMs / parserMs).toFixed(2)}`);
    ratios.push(elapsedMs / parserMs);
    if (ratios.length === 3) break;
  }
  console.log(
    `a cold ingest takes ${ratios.sort((a, b) => a - b)[1].toFixed(2)} times the parser's own time (the median of three)`,
  );
}

/** @param {string} folder */
function coldIngestMs(folder) {
  const store = mkdtempSync(join(tmpdir(), 'telltale-cold-'));
  try {
    const { summary } = ingest(folder, store);
    if (!summary) throw new Error('a cold ingest gave no summary');
    return summary.elapsedMs;
  } finally {
    rmSync(store, { recursive: true });
  }
}

/**
 * Holds stages and indicators against those written by hand.
 * @param {string} store
 */
function checkGold(store) {
  return runNode('scripts/gold.js', [store]) ? [] : ['corpus: the gold set is not met'];
}

/**
 * Holds the relations between the rules against made-up records, and against the time that they may take.
 * @param {string} store
 */
function checkRelations(store) {
  return runNode('scripts/relations.js', [store]) ? [] : ['corpus: the relations are wrong or slow'];
}

/**
 * Runs every rule on tables without a record and with one.
 * @param {string} store
 */
function checkRuns(store) {
  const { stdout, ...end } = output(['scripts/run-rules.js', store]);
  const answer = answerIn(stdout, end);
  if (!answer) return ['corpus: the rules were not run'];
  for (const [name, count] of Object.entries(answer.ends).sort()) console.log(`${name}: ${count} rules`);
  for (const { problem, paths } of answer.refusals) console.log(`  ${paths.length} rules: ${problem}`);
  const bugs = Object.keys(answer.ends).filter((name) => name.endsWith(' bug'));
  const ran = Object.fromEntries(Object.entries(answer.ends).filter(([name]) => name.endsWith(' ran')));
  const { 'update-baseline': update, force } = options;
  return [
    ...bugs.map((name) => `corpus: ${answer.ends[name]} rules ended in a bug (${name})`),
    ...heldAgainstBaseline('runs', ran, { update, force }),
  ];
}

/**
 * @param {string} folder
 * @param {string} store
 */
function ingest(folder, store) {
  const { stdout, ...end } = telltale(['ingest', folder, '--store', store, '--json']);
  return { ...end, summary: answerIn(stdout, end) };
}

/**
 * Each promise on the command line, and again over HTTP.
 * @param {string} folder
 * @param {string} store
 */
async function checkPromises(folder, store) {
  const faults = [];
  const server = await serve(folder, store);
  try {
    for (const promise of promises) {
      const file = shared(`records/${promise.records}`);
      if (!file) continue;
      const args = ['evaluate', join(folder, promise.rule), '--records', file, '--store', store, '--json'];
      const { stdout, ...end } = telltale(args);
      const answer = answerIn(stdout, end);
      faults.push(...checkPromise(promise, 'evaluate', end.seconds, answer));
      if (!answer) continue;
      const started = performance.now();
      const response = await fetch(`${server.address}/rules/${answer.ruleId}/evaluate`, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-ndjson' },
        body: readFileSync(file),
      });
      const posted = await response.json();
      faults.push(...checkPromise(promise, 'POST', (performance.now() - started) / 1000, posted));
    }
  } finally {
    server.child.kill('SIGTERM');
  }
  return faults;
}

/**
 * @param {typeof promises[number]} promise
 * @param {string} how
 * @param {number} seconds
 * @param {any} answer
 */
function checkPromise({ records, rule, rows, cells }, how, seconds, answer) {
  const got = answer?.rows?.map((/** @type {unknown[]} */ row) => recordOf(answer.columns, row, Object.keys(cells)));
  const kept = isDeepStrictEqual(got, Array(rows).fill(cells));
  console.log(`${kept ? 'kept' : 'BROKEN'}  ${rule}, ${how}: ${rows} rows, ${seconds.toFixed(1)} s`);
  if (kept) return [];
  const reason = JSON.stringify(got ?? answer ?? 'no answer');
  return [`${rule} on ${records} (${how}) must give ${rows} rows with ${JSON.stringify(cells)}, and gave ${reason}`];
}

/**
 * Starts a server on a free port.
 * @param {string} folder
 * @param {string} store
 */
async function serve(folder, store) {
  const args = ['dist/main.js', 'serve', folder, '--store', store, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const [chunk] of on(child.stdout, 'data', { close: ['end'] })) {
    printed += chunk;
    const address = /http:\/\/\S+/.exec(printed);
    if (address) return { child, address: address[0] };
  }
  throw new Error(`serve ended without an address: ${printed}`);
}

/**
 * @param {{ name: string }[]} columns
 * @param {unknown[]} row
 * @param {string[]} names
 */
function recordOf(columns, row, names) {
  return Object.fromEntries(names.map((name) => [name, row[columns.findIndex((column) => column.name === name)]]));
}

/**
 * @param {string} stdout
 * @param {{ status: number | null, stderr: string }} end
 */
function answerIn(stdout, { status, stderr }) {
  if (stdout.trim() !== '') return JSON.parse(stdout);
  console.error(`telltale ended with ${status}: ${stderr.trim()}`);
  return undefined;
}
