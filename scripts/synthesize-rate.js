// synthesize-rate.js STORE [--sample N] [--rules TEXT] [--verbose] [--build FOLDER]: makes up records for every rule of a store that
// evaluates on empty tables (or for N of them, or those with TEXT in their path), and prints how many fire within two seconds, why the
// others do not, and whether the explanations of those that fire agree with their verdicts, on records varied in many ways.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { disagreements, withVariants } from './explanation-agreement.js';

const limitMs = 2000;
const time = '2026-01-01T00:00:00Z';
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    build: { type: 'string', default: path.join(import.meta.dirname, '../dist') },
    rules: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});

/** @param {string} file of a build, which is not there when this file's types are checked */
const built = (file) => import(path.resolve(String(options.build), file));
const { openCatalog } = await built('corpus/index.js');
const { runnableOf } = await built('cli/runnable.js');
const { evaluateRule, synthesize } = await built('evaluation/index.js');

const catalog = await openCatalog(positionals[0]);
const all = catalog.rules.filter((/** @type {{ path: string }} */ rule) => rule.path.includes(options.rules ?? ''));
const size = Math.min(Number(options.sample ?? all.length), all.length);
const sample = Array.from({ length: size }, (_, i) => all[Math.floor((i * all.length) / size)]);
/** @type {Record<string, number>} */
const counts = { fires: 0, silent: 0, 'does not evaluate': 0 };
/** @type {Map<string, string[]>} */
const reasons = new Map();
/** @type {{ path: string, ms: number }[]} */
const times = [];
/** @type {{ explained: number, disagree: string[] }} */
const agreement = { explained: 0, disagree: [] };
for (const { slug, path, functions } of sample) {
  const rule = ready(slug);
  if (rule === undefined) {
    counts['does not evaluate']++;
    continue;
  }
  const { because, ms } = tried(rule, functions);
  times.push({ path, ms });
  const reason = because ?? (ms > limitMs ? 'takes more than 2 s' : undefined);
  counts[reason === undefined ? 'fires' : 'silent']++;
  if (options.verbose) console.log(`${ms} ms  ${path}  ${reason ?? 'fires'}`);
  if (reason !== undefined) reasons.set(kindOf(reason), [...(reasons.get(kindOf(reason)) ?? []), `${path}: ${reason}`]);
}
const evaluated = counts.fires + counts.silent;
console.log(`${((100 * counts.fires) / evaluated).toFixed(1)} % of ${evaluated} rules fire`, counts);
for (const [reason, rules] of [...reasons].sort((a, b) => b[1].length - a[1].length)) {
  console.log(`\n${rules.length}  ${reason}`);
  for (const rule of rules.slice(0, 4)) console.log(`     ${rule}`);
}
console.log(`\n${agreement.explained} explanations, ${agreement.disagree.length} disagreements`);
for (const each of agreement.disagree.slice(0, 20)) console.log(each);
console.log('\nslowest');
for (const { path, ms } of times.sort((a, b) => b.ms - a.ms).slice(0, 10)) console.log(`${ms} ms  ${path}`);

/**
 * A rule with all that running it needs, when it runs on empty tables.
 * @param {string} slug
 */
function ready(slug) {
  try {
    const rule = runnableOf(catalog, slug);
    const tables = Object.fromEntries(rule.tables.map((/** @type {string} */ name) => [name, []]));
    const externaldata = Object.fromEntries(addresses(rule.rule.query).map((address) => [address, []]));
    const body = Buffer.from(JSON.stringify({ tables, externaldata }));
    evaluateRule(rule, { body, format: 'json' }, () => performance.now(), time);
    return rule;
  } catch (error) {
    const { problem } = /** @type {{ problem?: object }} */ (error);
    if (problem === undefined) throw error;
    return undefined;
  }
}

/**
 * @param {{ rule: { query: string, source: { path: string } } }} rule
 * @param {readonly string[]} functions that its query names
 */
function tried(rule, functions) {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  try {
    const { fires, because, tables, watchlists, externaldata, now } = synthesize(rule, () => performance.now(), time);
    const ms = took();
    if (fires) compareExplanation(rule, functions, { tables, watchlists, externaldata, now });
    return { because: fires ? null : because, ms };
  } catch (error) {
    return { because: `bug: ${String(/** @type {Error} */ (error).stack).slice(0, 300)}`, ms: took() };
  }
}

/**
 * @param {{ rule: { query: string, source: { path: string } } }} runnable
 * @param {readonly string[]} functions that its query names
 * @param {import('./explanation-agreement.js').Posted} posted
 */
function compareExplanation(runnable, functions, posted) {
  const { path } = runnable.rule.source;
  const evaluate = (/** @type {object} */ each) =>
    evaluateRule(runnable, { body: Buffer.from(JSON.stringify(each)), format: 'json' }, () => performance.now(), time);
  try {
    const varied = { ...posted, tables: withVariants(posted.tables) };
    agreement.disagree.push(
      ...disagreements({ query: runnable.rule.query, functions }, evaluate, varied).map((found) => `${path}: ${found}`),
    );
    agreement.explained++;
  } catch (error) {
    // What was varied may be what the rule cannot be run on.
    if (/** @type {{ problem?: object }} */ (error).problem === undefined) throw error;
  }
}

/**
 * A reason without the names and values of its rule.
 * @param {string} reason
 */
function kindOf(reason) {
  if (reason.startsWith('bug')) return 'bug';
  return reason
    .replace(/^\S+: ([^:]+):.*/s, '$1')
    .replace(/"[^"]*"/g, '"…"')
    .replace(/ of [^ ]+ is .*/, ' is …');
}

/** @param {string} query */
function addresses(query) {
  return query.match(/https?:\/\/[^"'\s\])]+/g) ?? [];
}
