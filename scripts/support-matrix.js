import { basename } from 'node:path';

/** @typedef {import('../src/kql/index.js').SupportEntry} SupportEntry */
/** @typedef {{ calls: Record<string, number>, operators: Record<string, number> }} GoldenCounts */

/**
 * How many goldens there are of each name: those of the file that is named after it, and those whose query uses it.
 * @param {readonly SupportEntry[]} entries
 * @param {Iterable<{ path: string, cases: readonly { query: string }[] }>} files
 * @param {(query: string) => unknown} syntaxOf
 * @returns {GoldenCounts}
 */
export function countGoldens(entries, files, syntaxOf) {
  const names = { calls: namesOf(entries, false), operators: namesOf(entries, true) };
  /** @type {GoldenCounts} */
  const counts = { calls: {}, operators: {} };
  for (const { path, cases } of files) {
    if (path.includes('known-wrong/')) continue;
    const subject = basename(path, '.kql');
    const folder = path.includes('tabular-operators/') ? 'operators' : 'calls';
    for (const { query } of cases) {
      const used = { calls: new Set(), operators: new Set() };
      used[folder].add(subject);
      collect(syntaxOf(query), used);
      for (const kind of /** @type {const} */ (['calls', 'operators']))
        for (const name of used[kind]) if (names[kind].has(name)) counts[kind][name] = (counts[kind][name] ?? 0) + 1;
    }
  }
  return { calls: sorted(counts.calls), operators: sorted(counts.operators) };
}

/**
 * @param {readonly SupportEntry[]} entries
 * @param {boolean} operators
 */
function namesOf(entries, operators) {
  return new Set(
    entries.filter(({ section }) => (section === 'tabular operator') === operators).map(({ name }) => name),
  );
}

/**
 * Collects what is called and which operators stand in a syntax tree.
 * @param {unknown} node
 * @param {{ calls: Set<unknown>, operators: Set<unknown> }} used
 */
function collect(node, used) {
  if (typeof node !== 'object' || node === null) return;
  if ('is' in node) {
    if (node.is === 'call' && 'name' in node) used.calls.add(node.name);
    else used.operators.add(node.is);
  }
  for (const part of Object.values(node)) collect(part, used);
}

/** @param {Record<string, number>} counts */
const sorted = (counts) => Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * The support matrix as a page of Markdown.
 * @param {readonly SupportEntry[]} entries
 * @param {GoldenCounts} goldens
 */
export function supportMarkdown(entries, goldens) {
  const shown = entries.filter(({ hidden }) => !hidden);
  const sections = [...new Set(shown.map(({ section }) => section))].map((section) => ({
    title: `${section[0].toUpperCase()}${section.slice(1)}s`,
    entries: shown.filter((entry) => entry.section === section),
  }));
  const apart = { title: 'Hidden and obsolete names', entries: entries.filter(({ hidden }) => hidden) };
  return `# What of KQL is supported

Written by \`npm run support\` from the registries and the goldens; do not edit. The same is on the page \`/kql/support\`.

- **full**: as Microsoft's engine does it.
- **partial**: some input is refused, which the words tell; the rest is as Microsoft's engine does it.
- **service**: bound to Microsoft's service, and refused for it.
- **none**: refused.

| | full | partial | service | none | all |
| --- | ---: | ---: | ---: | ---: | ---: |
${[...sections, apart].map(({ title, entries }) => `| ${title} | ${countsOf(entries).join(' | ')} |`).join('\n')}

${[...sections, apart].map(({ title, entries }) => section(title, entries, goldens)).join('\n\n')}
`;
}

/** @param {readonly SupportEntry[]} entries */
function countsOf(entries) {
  const of = (/** @type {string} */ wanted) => entries.filter(({ status }) => status === wanted).length;
  return [of('full'), of('partial'), of('service'), of('none'), entries.length];
}

/**
 * @param {string} title
 * @param {readonly SupportEntry[]} entries
 * @param {GoldenCounts} goldens
 */
function section(title, entries, goldens) {
  const rows = entries.map((entry) => {
    const { name, section, status, gap = '', alternative } = entry;
    const count = goldens[section === 'tabular operator' ? 'operators' : 'calls'][name] ?? 0;
    const words = [...(alternative ? [`use ${alternative}`] : []), ...(gap ? [gap] : [])].join('; ');
    return `| \`${name}\` | ${status} | ${count} | ${words.replaceAll('|', '\\|')} |`;
  });
  return [`## ${title}`, '', '| name | status | goldens | refused |', '| --- | --- | ---: | --- |', ...rows].join('\n');
}
