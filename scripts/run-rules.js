// run-rules.js STORE: runs every rule of a store on empty tables and on one made-up record for each table, and counts how it ended.

/** @param {string} path of a file of the build, which is not there when this file's types are checked */
const built = (path) => import(`../dist/${path}`);
const { openCatalog } = await built('corpus/index.js');
const { runnableOf } = await built('cli/runnable.js');
const { evaluateRule } = await built('evaluation/index.js');

const time = '2026-01-01T00:00:00Z';
/** @type {Record<string, unknown>} */
const samples = {
  bool: true,
  int: 1,
  long: 1,
  real: 1.5,
  decimal: '1.5',
  string: 'x',
  datetime: time,
  timespan: '00:01:00',
  guid: '00000000-0000-0000-0000-000000000001',
  dynamic: { a: 1 },
};
/** Steps that look at one record at a time. */
const single = new Set(
  'source let where extend project project-away project-keep project-rename project-reorder parse parse-where parse-kv mv-expand'.split(
    ' ',
  ),
);
/** @type {Record<string, number>} */
const ends = {};
/** @type {Map<string, Set<string>>} */
const refusals = new Map();
const catalog = await openCatalog(process.argv[2]);
for (const { slug, path } of catalog.rules) {
  for (const records of ['empty', 'record']) {
    const { end, problem } = run(slug, records);
    const isSingle = catalog.rule(slug).stages.every((/** @type {{ kind: string }} */ { kind }) => single.has(kind));
    for (const name of [`${records} ${end}`, ...(isSingle ? [`${records} single-record ${end}`] : [])])
      ends[name] = (ends[name] ?? 0) + 1;
    if (end === 'bug' || end === 'unsupported') refusals.set(problem, (refusals.get(problem) ?? new Set()).add(path));
  }
}
console.log(
  JSON.stringify({ ends, refusals: [...refusals].map(([problem, paths]) => ({ problem, paths: [...paths] })) }),
);

/**
 * @param {string} slug
 * @param {string} records
 */
function run(slug, records) {
  try {
    const rule = runnableOf(catalog, slug);
    const body = JSON.stringify({
      tables: Object.fromEntries(
        rule.tables.map((/** @type {string} */ name) => [name, records === 'empty' ? [] : [sample(name, rule)]]),
      ),
      externaldata: Object.fromEntries(addresses(rule.rule.query).map((address) => [address, []])),
    });
    evaluateRule(rule, { body: Buffer.from(body), format: 'json' }, () => performance.now(), time);
    return { end: 'ran', problem: '' };
  } catch (error) {
    const { problem } = /** @type {{ problem?: { kind: string, message: string } }} */ (error);
    return problem
      ? { end: problem.kind, problem: problem.message }
      : { end: 'bug', problem: String(/** @type {Error} */ (error).stack).slice(0, 500) };
  }
}

/**
 * @param {string} name
 * @param {{ schema(name: string): { columns: { name: string, type: string }[] } | undefined }} rule
 */
function sample(name, rule) {
  const columns = rule.schema(name)?.columns ?? [];
  return {
    TimeGenerated: time,
    ...Object.fromEntries(columns.map(({ name, type }) => [name, samples[type] ?? 'x'])),
    Type: name,
  };
}

/** @param {string} query */
function addresses(query) {
  return query.match(/https?:\/\/[^"'\s\])]+/g) ?? [];
}
