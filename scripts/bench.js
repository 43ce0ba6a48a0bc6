import { parseArgs } from 'node:util';
import { runNode } from './run.js';

// bench.js [--only NAME] [--runs N], with the semi-space of the processes that evaluate: how long the work takes beside something fixed, in
// one run on the same data; the ratio counts.

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '7' } },
});
/** @type {Record<string, (runs: number) => Promise<Line[]>>} */
const suites = {
  records: async (runs) => (await import('./bench/records.js')).records(runs),
  engine: async (runs) => (await import('./bench/duckdb.js')).engine(runs),
  catalog: async () => (await import('./bench/catalog.js')).catalog(),
};
/** @typedef {{ name: string, ours: number, fixed: number, against: string, limit?: number }} Ratio */
/** A figure that stands alone, and the most it may be. @typedef {{ name: string, figure: number, limit: number }} Figure */
/** @typedef {Ratio | Figure} Line */

if (!runNode('scripts/build.js', [])) process.exit(1);
for (const [name, suite] of Object.entries(suites)) {
  if (options.only && options.only !== name) continue;
  for (const line of await suite(Number(options.runs))) {
    const { name: title, limit } = line;
    const figure = 'figure' in line ? line.figure : line.ours / line.fixed;
    const over = limit !== undefined && figure > limit;
    const times =
      'figure' in line
        ? ''
        : `${line.ours.toFixed(1).padStart(9)} ms  ${line.against} ${line.fixed.toFixed(1).padStart(9)} ms  ratio`;
    const most = limit === undefined ? '' : ` (at most ${limit})${over ? ' TOO MUCH' : ''}`;
    console.log(`${title.padEnd(44)} ${times} ${figure.toFixed(2)}${most}`);
    if (over) process.exitCode = 1;
  }
}
