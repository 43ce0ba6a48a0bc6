import { elapsed, runNode } from './run.js';

// Everything that must hold before a change is committed, cheapest first; stops at the first failure.

/** @type {[name: string, file: string, args: string[]][]} */
const steps = [
  ['types', 'node_modules/typescript/bin/tsc', ['-p', 'test', '--noEmit']],
  ['format and lint', 'node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings']],
  ['unused code', 'node_modules/knip/bin/knip.js', []],
  ['tests', 'scripts/test.js', []],
];
const done = [];
for (const [name, file, args] of steps) {
  const start = performance.now();
  const passed = runNode(file, args);
  done.push(`${passed ? 'passed' : 'FAILED'}  ${name}, ${elapsed(start)}`);
  if (passed) continue;
  process.exitCode = 1;
  break;
}
console.log(done.join('\n'));
