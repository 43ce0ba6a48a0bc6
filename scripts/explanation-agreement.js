/** So many copies of a record are made, and so many records of a table at most. */
const copies = 6;
const mostRecords = 400;

/** Reasons for which a record is gone before it meets any other, so that without it nothing is otherwise. */
const goneAlone = new Set([
  'outside the window',
  'table not read',
  'value differs',
  'case differs',
  'term boundary',
  'field absent',
  'field null',
  'type coerced',
  'nothing to expand',
  'does not parse',
]);

/**
 * @typedef {{ readonly reason: string, readonly rows?: readonly number[] }} Fate
 * @typedef {{ readonly verdict: string, readonly rows: readonly unknown[], readonly columns: readonly unknown[],
 *   readonly truncated: boolean,
 *   readonly explanation?: readonly { readonly table: string, readonly record: number, readonly fate: Fate }[] }} Evaluation
 * @typedef {{ readonly tables: Readonly<Record<string, readonly unknown[]>>, readonly [more: string]: unknown }} Posted
 */

/**
 * Where the explanation of a run disagrees with its verdict: it must be that of the same run, tell of each record, name rows that are
 * there, leave no row without a record, and what it says was dropped alone must not matter to the result, but where the query reads a
 * table again to compare with it.
 * @param {{ readonly query: string, readonly functions: readonly string[] }} rule
 * @param {(posted: Posted) => Evaluation} evaluate
 * @param {Posted} posted
 * @returns {string[]}
 */
export function disagreements({ query, functions }, evaluate, posted) {
  const plain = evaluate(posted);
  const told = evaluate({ ...posted, explain: true });
  const found = [];
  const same = (/** @type {Evaluation} */ other) =>
    JSON.stringify([other.verdict, other.columns, other.rows]) ===
    JSON.stringify([plain.verdict, plain.columns, plain.rows]);
  if (!same(told)) found.push('with an explanation the result is another');
  const { explanation = [] } = told;
  const count = Object.values(posted.tables).reduce((sum, records) => sum + records.length, 0);
  if (explanation.length !== count) found.push(`${explanation.length} of ${count} records are told of`);
  const reached = new Set();
  for (const { table, record, fate } of explanation) {
    const rows = fate.rows ?? [];
    if ((fate.reason === 'reached the result') !== rows.length > 0)
      found.push(`${table} ${record} is told '${fate.reason}' with ${rows.length} rows`);
    for (const row of rows) {
      reached.add(row);
      if (!told.truncated && row >= told.rows.length)
        found.push(`${table} ${record} reached row ${row}, which is not there`);
    }
  }
  const isCertain = explanation.every(({ fate }) => fate.reason !== 'not followed further');
  const none = Object.fromEntries(Object.keys(posted.tables).map((table) => [table, []]));
  const comeOfRecords = evaluate({ ...posted, tables: none }).rows.length === 0;
  if (isCertain && comeOfRecords && reached.size < told.rows.length) found.push('a row has no record behind it');
  const gone = new Set(
    explanation.filter(({ fate }) => goneAlone.has(fate.reason)).map(({ table, record }) => `${table} ${record}`),
  );
  const kept = Object.entries(posted.tables).map(([table, records]) => [
    table,
    records.filter((_, record) => !gone.has(`${table} ${record}`)),
  ]);
  const isReadOnce = [...Object.keys(posted.tables), ...functions].every(
    (name) => query.split(new RegExp(`\\b${name}\\b`)).length <= 2,
  );
  if (gone.size > 0 && isReadOnce && !alike(evaluate({ ...posted, tables: Object.fromEntries(kept) }), plain))
    found.push('without the records that were dropped the result is another');
  return found;
}

/**
 * Whether two runs gave the same rows; where no schema tells the columns, fewer records may give other ones.
 * @param {Evaluation} one
 * @param {Evaluation} other
 */
function alike(one, other) {
  const isComparable = JSON.stringify(one.columns) === JSON.stringify(other.columns);
  const seen = (/** @type {Evaluation} */ { verdict, rows }) =>
    JSON.stringify([verdict, isComparable ? rows : rows.length]);
  return seen(one) === seen(other);
}

/**
 * Each record followed by copies of it in each of which one field is otherwise: gone, in other letters, another text or number.
 * @param {Posted['tables']} tables
 * @returns {Posted['tables']}
 */
export function withVariants(tables) {
  const varied = Object.entries(tables).map(([table, records]) => [
    table,
    records
      .flatMap((record, place) => [record, ...variantsOf(/** @type {Record<string, unknown>} */ (record), place)])
      .slice(0, mostRecords),
  ]);
  return Object.fromEntries(varied);
}

/**
 * @param {Record<string, unknown>} record
 * @param {number} place
 */
function* variantsOf(record, place) {
  const names = Object.keys(record);
  for (let copy = 0; copy < Math.min(copies, names.length); copy++) {
    const name = names[(copy * 7 + place * 3) % names.length];
    const value = record[name];
    const { [name]: _, ...others } = record;
    if (copy % 3 === 0) yield others;
    else if (typeof value === 'string') yield { ...record, [name]: copy % 3 === 1 ? `x${value}` : value.toUpperCase() };
    else yield { ...record, [name]: typeof value === 'number' ? value + 1 : null };
  }
}
