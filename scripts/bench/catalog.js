import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { shared } from '../run.js';

/** @param {string} path of a file of the build, which is not there when this file's types are checked */
const built = (path) => import(`../../dist/${path}`);

const corpus = shared('corpus/azure-sentinel');
const files = {
  '01_SigninLogs': 'SigninLogs',
  '02_OfficeActivity_inboxrule': 'OfficeActivity',
  '08_SecurityEvent_dcsync': 'SecurityEvent',
  '13_SecurityEvent_4688_msticpy': 'SecurityEvent',
};
/** Stages that look at one record at a time. */
const singleStages = new Set(
  'source let where extend project project-away project-keep project-rename project-reorder parse parse-where parse-kv mv-expand'.split(
    ' ',
  ),
);
const time = '2026-01-01T00:00:00Z';

/**
 * All rules of a big corpus on real records, multiplied and varied: beside the same without the index and beside one rule after the
 * other; and the rules that look at single records, beside 10,000 records a second. `again` is the second call with the same rules, for
 * which they need not be bound any more. One run each: they are long; of the
 * shortest the median of three.
 */
export async function catalog() {
  if (!corpus) {
    console.log('bench: catalog not run, there is no ../shared/corpus/azure-sentinel');
    return [];
  }
  const { ingest, openCatalog } = await built('corpus/index.js');
  const { catalogRules, runnableOf } = await built('cli/runnable.js');
  const { evaluateCatalog, evaluateRule } = await built('evaluation/index.js');
  const clock = () => performance.now();
  const store = mkdtempSync(path.join(tmpdir(), 'telltale-bench-'));
  try {
    await ingest({ paths: [corpus], store });
    const opened = openCatalog(store);
    const rules = catalogRules(opened);
    // Node compiles while it runs: what follows finds the code warm, as in a server's processes, but nothing bound of its rules.
    const isSingle = opened.rules.map((/** @type {{ slug: string }} */ { slug }) =>
      opened.rule(slug).stages.every((/** @type {{ kind: string }} */ { kind }) => singleStages.has(kind)),
    );
    const singleRules = rules.filter((/** @type {unknown} */ _, /** @type {number} */ i) => isSingle[i]);
    const many = 50_000;
    const manyRecords = mixedRecords(many);
    const single = () => answersOf(evaluateCatalog(singleRules, { body: manyRecords, format: 'ndjson' }, clock, time));
    const [singleFirst] = timed(single);
    const [, singleAgain] = [single, single, single].map((each) => timed(each)[0]).sort((a, b) => a - b);
    const body = mixedRecords(10_000);
    /** @param {boolean} indexed */
    const all = (indexed) =>
      answersOf(evaluateCatalog(rules, { body, format: 'ndjson' }, clock, time, undefined, { indexed }));
    const [ours, answers] = timed(() => all(true));
    const [again] = timed(() => all(true));
    const [fixed, reference] = timed(() => all(false));
    if (answers !== reference) console.log('bench: with and without the index the answers differ');
    const [oneByOne] = timed(() => {
      for (const { slug } of opened.rules) {
        try {
          evaluateRule(runnableOf(opened, slug), { body, format: 'ndjson', explain: true }, clock, time);
        } catch (error) {
          if (!(error instanceof Error && error.name === 'ProblemError')) throw error;
        }
      }
    });
    const singleName = `${singleRules.length} single-record rules, ${many} records`;
    const name = `${rules.length} rules, 10,000 records`;
    return [
      { name, ours, fixed: oneByOne, against: 'one by one', limit: 0.1 },
      { name: `${name}, again`, ours: again, fixed: oneByOne, against: 'one by one', limit: 0.1 },
      { name, ours, fixed, against: 'no index' },
      { name: `${name}, again`, ours: again, fixed, against: 'no index' },
      { name: singleName, ours: singleFirst, fixed: many / 10, against: '10,000 a second' },
      { name: `${singleName}, again`, ours: singleAgain, fixed: many / 10, against: '10,000 a second', limit: 1 },
    ];
  } finally {
    rmSync(store, { recursive: true });
  }
}

/**
 * How much processor time some work takes, in milliseconds: the clock would count what else the machine does in these minutes.
 * @template T
 * @param {() => T} work
 * @returns {[number, T]}
 */
function timed(work) {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, result];
}

/** @param {Iterable<{ path: string, verdict: string, rows: number, missing: string[] }>} lines */
function answersOf(lines) {
  return [...lines].map(({ path: file, verdict, rows, missing }) => `${file} ${verdict} ${rows} ${missing}`).join('\n');
}

/**
 * Real records in turn, each round a minute later, on other computers and with other command lines.
 * @param {number} count
 */
function mixedRecords(count) {
  const records = Object.entries(files).flatMap(([file, table]) =>
    readFileSync(/** @type {string} */ (shared(`records/${file}.ndjson`)), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => ({ Type: table, ...JSON.parse(line) })),
  );
  const lines = Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / records.length);
    const record = { ...records[i % records.length] };
    const { TimeGenerated, Computer, CommandLine } = record;
    const at = Date.parse(/Z$/.test(TimeGenerated) ? TimeGenerated : `${TimeGenerated}Z`);
    if (!Number.isNaN(at)) record.TimeGenerated = new Date(at + round * 60_000).toISOString();
    if (Computer) record.Computer = `${Computer}${round % 40}`;
    if (CommandLine) record.CommandLine = `${CommandLine} /run:${i}`;
    return JSON.stringify(record);
  });
  return Buffer.from(lines.join('\n'));
}
