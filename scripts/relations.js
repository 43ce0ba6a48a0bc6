import { join } from 'node:path';
import { root } from './run.js';

// relations.js STORE [BUILD]: how long the relations between the rules of a store take, also with many more rules, and whether
// what is claimed of filters holds for made-up records.

/** @typedef {{ is: string, field: string, column?: string, kind: string, values: (string | number | boolean)[], cased?: boolean,
 *   parts: Tree[] }} Tree */
/** @typedef {{ table: string, complete: boolean, parts: { tree: Tree, text: string }[] }} Filter */
/** @typedef {{ text: string, filter: Filter | null }} Meaning */
/** @typedef {{ slug: string, id: string, name: string }} Rule */

const [folder, build = 'dist'] = process.argv.slice(2);
/** @param {string} path */
const built = (path) => import(join(root, build, path));
const { openStore } = await built('corpus/store/store.js');
const { Relations } = await built('corpus/relations.js');
const { loadEngine } = await built('kql/index.js');
const { randomSource } = await import('./bench/measure.js');

/** Seconds that all relations of so many rules may take, and milliseconds that those of one may. */
const limits = [
  { rules: 2500, seconds: 10, asked: 2500 },
  { rules: 20_000, seconds: 120, asked: 1000 },
];
const mostForOne = 200;
const mostBytes = 2 * 2 ** 30;
/** So many records, at least, are to pass the narrower one of two filters. */
const leastTries = 10_000;

const { state, pack } = openStore(folder);
/** @type {Rule[]} */
const rules = state.rules.map((/** @type {{ summary: Rule }} */ { summary }) => summary);
/** @type {Meaning[]} */
const meanings = pack.readJson(state.meanings);
/** @type {{ value: unknown }[][]} */
const uses = pack.readJson(state.uses);
const faults = [...limits.flatMap(measured), ...(await holds())];
pack.close();
for (const fault of faults) console.error(`relations: ${fault}`);
if (faults.length > 0) process.exitCode = 1;

/** @param {{ rules: number, seconds: number, asked: number }} limit */
function measured({ rules: count, seconds, asked }) {
  const many = multiplied(count);
  const start = performance.now();
  const relations = new Relations(many.rules, many.meanings, many.uses);
  const made = performance.now() - start;
  let slowest = 0;
  let found = 0;
  for (let i = 0; i < count; i += count / asked) {
    const before = performance.now();
    found += relations.of(Math.floor(i)).length;
    slowest = Math.max(slowest, performance.now() - before);
  }
  const all = (made + (performance.now() - start - made) * (count / asked)) / 1000;
  const bytes = process.memoryUsage().rss;
  console.log(
    `relations: ${count} rules ${all.toFixed(1)} s (${asked} asked, ${found} found), one at most ${slowest.toFixed(0)} ms ` +
      `beside ${made.toFixed(0)} ms for the index, ${(bytes / 2 ** 20).toFixed(0)} MiB`,
  );
  return [
    ...(all > seconds ? [`${count} rules take ${all.toFixed(1)} s of ${seconds}`] : []),
    ...(made + slowest > mostForOne * (count / 2500) ? [`one rule takes ${(made + slowest).toFixed(0)} ms`] : []),
    ...(bytes > mostBytes ? [`${count} rules take ${bytes} bytes`] : []),
  ];
}

/**
 * The rules of the store again and again, each time with other literals.
 * @param {number} count
 */
function multiplied(count) {
  const all = Array.from({ length: count }, (_, i) => ({
    number: i % rules.length,
    copy: Math.floor(i / rules.length),
  }));
  return {
    rules: all.map(({ number, copy }) => {
      const { slug, id, name } = rules[number];
      return { ...rules[number], slug: `${slug}~${copy}`, id: `${id}~${copy}`, name: `${name} ${copy}` };
    }),
    meanings: all.map(({ number, copy }) => {
      const { text, filter } = meanings[number];
      return { text: `${text}~${copy}`, filter: filter && varied(filter, copy) };
    }),
    uses: all.map(({ number, copy }) => uses[number].map((use) => ({ ...use, value: variedValue(use.value, copy) }))),
  };
}

/**
 * @param {Filter} filter
 * @param {number} copy
 */
function varied(filter, copy) {
  /** @param {Tree} tree @returns {Tree} */
  const inner = (tree) => ({
    ...tree,
    ...(tree.values && { values: tree.values.map((value) => variedValue(value, copy)) }),
    ...(tree.parts && { parts: tree.parts.map(inner) }),
  });
  return { ...filter, parts: filter.parts.map(({ tree, text }) => ({ text, tree: inner(tree) })) };
}

/**
 * @template T
 * @param {T} value
 * @param {number} copy
 */
function variedValue(value, copy) {
  if (copy === 0 || typeof value === 'boolean' || value === null) return value;
  return typeof value === 'number' ? value + copy : `${value}~${copy}`;
}

/** Holds every claim that a filter is narrower against records made up for it, which the engine evaluates. */
async function holds() {
  const engine = await loadEngine();
  const random = randomSource(20261124);
  const relations = new Relations(rules, meanings, uses);
  const numbers = new Map(rules.map(({ slug }, number) => [slug, number]));
  const faults = [];
  const counts = { claims: 0, records: 0, empty: 0 };
  for (const [narrow, { slug }] of rules.entries())
    for (const relation of relations.of(narrow)) {
      if (relation.is !== 'broader' && relation.is !== 'equivalent') continue;
      const wide = numbers.get(relation.slug) ?? -1;
      const [one, other] = [narrow, wide].map((number) => /** @type {Filter} */ (meanings[number].filter));
      counts.claims++;
      const records = recordsFor([one, other], random);
      const [given, wanted] = [one, other].map((filter) =>
        filter.parts.map(({ tree }) => `(${kqlOf(tree)})`).join(' and '),
      );
      const query = `T | where ${given} | summarize Passed = count(), Lost = countif(not(${wanted}))`;
      const { rows, problems } = engine.query(query, { now: '2026-01-01', tables: { T: records } });
      const [passed, lost] = rows?.[0] ?? [];
      if (problems.length > 0) faults.push(`${slug} and ${relation.slug}: ${problems[0].message}`);
      else if (lost > 0) faults.push(`${slug} is not narrower than ${relation.slug}: ${lost} of ${passed} records`);
      else {
        counts.records += passed;
        if (passed === 0) counts.empty++;
      }
    }
  console.log(
    `relations: ${counts.claims} claims that a filter is narrower, held against ${counts.records} records that pass it ` +
      `(${counts.empty} claims met none)`,
  );
  return counts.records < leastTries ? [...faults, `only ${counts.records} records were tried`] : faults;
}

/** @param {Tree} tree */
function columnOf({ field, column }) {
  return `['${(column ?? field).replaceAll(/[^\w]/g, '_')}']`;
}

/** @param {Tree} tree @returns {string} */
function kqlOf(tree) {
  if (tree.is === 'not') return `not(${tree.parts.map(kqlOf).join(' and ')})`;
  if (tree.is !== 'predicate') return `(${tree.parts.map(kqlOf).join(` ${tree.is} `)})`;
  const { kind, values, cased = true } = tree;
  const column = columnOf(tree);
  const literals = values.map((value) => JSON.stringify(value));
  const anyOf = (/** @type {string} */ operator) =>
    `(${literals.map((value) => `${column} ${operator} ${value}`).join(' or ')})`;
  const comparisons = { ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' };
  const texts = {
    contains: ['contains', 'contains_cs'],
    has: ['has', 'has_cs'],
    has_prefix: ['hasprefix', 'hasprefix_cs'],
    has_suffix: ['hassuffix', 'hassuffix_cs'],
    starts_with: ['startswith', 'startswith_cs'],
    ends_with: ['endswith', 'endswith_cs'],
  };
  if (kind === 'eq' || kind === 'in') return anyOf(cased ? '==' : '=~');
  if (kind in comparisons) return anyOf(comparisons[/** @type {keyof typeof comparisons} */ (kind)]);
  if (kind in texts) return anyOf(texts[/** @type {keyof typeof texts} */ (kind)][cased ? 1 : 0]);
  if (kind === 'between') return `${column} between (${literals[0]} .. ${literals[1]})`;
  if (kind === 'match') return anyOf('matches regex');
  if (kind === 'is_null') return `isempty(${column})`;
  return kind === 'is_not_null' ? `isnotempty(${column})` : anyOf('==');
}

/**
 * Records of which each field holds something that the filters compare it with, as it is, in another case or within other text.
 * @param {Filter[]} filters
 * @param {() => number} random
 */
function recordsFor(filters, random) {
  /** @type {Map<string, (string | number | boolean)[]>} */
  const values = new Map();
  /** @param {Tree} tree */
  const gather = (tree) => {
    for (const part of tree.parts ?? []) gather(part);
    if (tree.is !== 'predicate') return;
    const name = columnOf(tree).slice(2, -2);
    values.set(name, [...(values.get(name) ?? []), ...tree.values]);
  };
  for (const { parts } of filters) for (const { tree } of parts) gather(tree);
  /** @param {unknown[]} list */
  const one = (list) => list[Math.floor(random() * list.length)];
  /** @param {(string | number | boolean)[]} known */
  const made = (known) => {
    if (known.some((value) => typeof value === 'number')) return Number(one(known)) + Number(one([0, 0, 0, -1, 1]));
    if (known.some((value) => typeof value === 'boolean')) return one([true, false]);
    const text = String(one(known.length > 0 ? known : ['x', '']));
    const whole = known.map(String).join(' ');
    return one([
      text,
      text,
      text.toUpperCase(),
      `${text} ${one(known)}`,
      `x ${text}.y`,
      `x${text}`,
      `${text}y`,
      whole,
      '',
    ]);
  };
  return Array.from({ length: 1000 }, () =>
    Object.fromEntries([...values].map(([name, known]) => [name, made(known)])),
  );
}
