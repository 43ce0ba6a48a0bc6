import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { root } from './run.js';

// gold.js STORE [BUILD]: holds the stages and indicators of the real rules in a store against those written by hand.

/** @typedef {(string | number | boolean)[]} Entry */
/** @typedef {{ field: string, kind: string, value: unknown, within?: string }} Indicator */
/** @typedef {{ source: { path: string }, body: string, functions: string[], stages: { kind: string, predicates?: unknown }[],
 *   indicators: Indicator[], exclusions: Indicator[] }} Rule */

const [store, build = 'dist'] = process.argv.slice(2);
const { openCatalog } = await import(join(root, build, 'corpus/index.js'));
/** What precision and recall, and the share of rules with an indicator, must reach. */
const least = { indicators: 0.98, covered: 0.97 };

const catalog = openCatalog(store);
/** @type {Rule[]} */
const rules = catalog.rules.map((/** @type {{ slug: string }} */ { slug }) => catalog.rule(slug));
catalog.close();
const faults = [...heldAgainstGold(rules), ...covered(rules)];
for (const fault of faults) console.error(`gold: ${fault}`);
if (faults.length > 0) process.exitCode = 1;

/** @param {Rule[]} rules */
function heldAgainstGold(rules) {
  const folder = join(root, 'test/analysis/gold');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  /** @type {{ rule: string, stages: string, indicators?: Entry[], exclusions?: Entry[], unread?: string[] }[]} */
  const gold = files.flatMap((name) => /** @type {any} */ (load(readFileSync(join(folder, name), 'utf8'))));
  const faults = [];
  const count = { right: 0, missed: 0, wrong: 0, stages: 0 };
  for (const { rule: path, stages, indicators = [], exclusions = [], unread = [] } of gold) {
    const rule = rules.find(({ source }) => source.path === path);
    if (!rule) {
      faults.push(`there is no ${path}`);
      continue;
    }
    const kinds = rule.stages.map(({ kind }) => kind).join(' ');
    if (kinds === stages) count.stages++;
    else faults.push(`${path}: stages are ${kinds}, not ${stages}`);
    const wanted = new Set([...written('match', indicators), ...written('exclude', exclusions)]);
    // what a function of the catalog reads through others stands in those
    const leftOut = unread.length > 0 ? rule.functions : [];
    const given = new Set([...shown('match', rule.indicators, leftOut), ...shown('exclude', rule.exclusions, leftOut)]);
    const missed = [...wanted].filter((each) => !given.has(each));
    const wrong = [...given].filter((each) => !wanted.has(each));
    count.missed += missed.length;
    count.wrong += wrong.length;
    count.right += wanted.size - missed.length;
    for (const each of missed) console.log(`  missed ${path}: ${each}`);
    for (const each of wrong) console.log(`  wrong  ${path}: ${each}`);
  }
  const { right, missed, wrong } = count;
  const precision = right / (right + wrong);
  const recall = right / (right + missed);
  console.log(
    `gold: ${gold.length} rules, stages of ${count.stages}; ${right + missed} indicators, ` +
      `precision ${percent(precision)}, recall ${percent(recall)}`,
  );
  // "not at least" rather than "less than": nothing compared is no success
  if (!(precision >= least.indicators)) faults.push(`precision is below ${percent(least.indicators)}`);
  if (!(recall >= least.indicators)) faults.push(`recall is below ${percent(least.indicators)}`);
  return faults;
}

/**
 * How many rules that filter by something written out look for something, not counting what functions of the catalog do.
 * @param {Rule[]} rules
 */
function covered(rules) {
  const literal = rules.filter(({ body }) => /\bwhere\b[^|]*?(["']|\b\d)/.test(body.replace(/^\s*\/\/.*$/gm, '')));
  const without = literal.filter(({ indicators, functions }) => shown('match', indicators, functions).length === 0);
  const share = 1 - without.length / literal.length;
  console.log(
    `gold: ${literal.length} rules filter by a literal, ${percent(share)} of them look for something themselves`,
  );
  for (const rule of without) console.log(`  none in ${rule.source.path}: ${causeOf(rule)}`);
  return share >= least.covered ? [] : [`fewer than ${percent(least.covered)} of these rules have an indicator`];
}

/** @param {Rule} rule */
function causeOf({ stages: all, exclusions, functions }) {
  if (shown('exclude', exclusions, functions).length > 0) return 'only leaves out';
  const stages = JSON.stringify(all);
  if (stages.includes('"threshold":true')) return 'thresholds only';
  if (stages.includes('"is":"opaque"')) return 'compares with no constant';
  return 'no condition was read';
}

/**
 * @param {string} polarity
 * @param {Entry[]} entries
 */
function written(polarity, entries) {
  return entries.flatMap(([field, kind, ...values]) =>
    (values.length === 0 ? [null] : values).map((value) => JSON.stringify([polarity, field, kind, value])),
  );
}

/**
 * @param {string} polarity
 * @param {Indicator[]} indicators
 * @param {string[]} leftOut the functions whose own are not asked for
 */
function shown(polarity, indicators, leftOut) {
  return indicators
    .filter(({ within }) => within === undefined || !leftOut.includes(within))
    .map(({ field, kind, value }) => JSON.stringify([polarity, field, kind, value]));
}

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
