import { parseArgs } from 'node:util';
import { runNode } from './run.js';

// bench.js [--only NAME] [--runs N]: how long the work takes beside something fixed, in one run on the same data; the ratio counts.

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '7' } },
});
/** @type {Record<string, (runs: number) => Promise<Line[]>>} */
const suites = {
  records: async (runs) => (await import('./bench/records.js')).records(runs),
  engine: async (runs) => (await import('./bench/duckdb.js')).engine(runs),
};
/** @typedef {{ name: string, ours: number, fixed: number, against: string, limit?: number }} Line */

if (!runNode('scripts/build.js', [])) process.exit(1);
for (const [name, suite] of Object.entries(suites)) {
  if (options.only && options.only !== name) continue;
  for (const { name: line, ours, fixed, against, limit } of await suite(Number(options.runs))) {
    const ratio = ours / fixed;
    const over = limit !== undefined && ratio > limit;
    console.log(
      `${line.padEnd(44)} ${ours.toFixed(1).padStart(9)} ms  ${against} ${fixed.toFixed(1).padStart(9)} ms  ` +
        `ratio ${ratio.toFixed(2)}${limit === undefined ? '' : ` (at most ${limit})${over ? ' TOO SLOW' : ''}`}`,
    );
    if (over) process.exitCode = 1;
  }
}
