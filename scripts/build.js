import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lastChange, root, runNode } from './run.js';

// Compiles src into dist, unless dist is newer than all it is made from.

const main = join(root, 'dist/main.js');
const current = existsSync(main) && statSync(main).mtimeMs > lastChange(['src', 'tsconfig.json', 'package.json']);
if (!current) {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  // Without a fault-free compile there is no dist, so that a broken build is never taken for a current one.
  if (!runNode('node_modules/typescript/bin/tsc', ['--noEmitOnError'])) process.exitCode = 1;
}
