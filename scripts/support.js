import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, root, runNode } from './run.js';
import { countGoldens, supportMarkdown } from './support-matrix.js';

// support.js: writes what of KQL is supported, and how many goldens there are of it, for readers and for the web page.

/** @param {string} path of a file that is compiled first, and not there when this file's types are checked */
const compiled = (path) => import(`../.build/support/${path}`);

const compile = ['-p', 'test', '--outDir', '.build/support'];
if (!runNode('node_modules/typescript/bin/tsc', compile)) process.exitCode = 1;
const { loadParser, support } = await compiled('src/kql/index.js');
const { readGoldens } = await compiled('test/kql/golden.js');
const parser = await loadParser();
const entries = support();
const files = filesUnder('test/kql')
  .filter((path) => path.endsWith('.kql'))
  .map((path) => ({ path, cases: readGoldens(readFileSync(join(root, path), 'utf8')).cases }));
const goldens = countGoldens(entries, files, (query) => parser.parse(query).syntax);
writeFileSync(join(root, 'src/kql/SUPPORT.md'), supportMarkdown(entries, goldens));
writeFileSync(join(root, 'src/web/pages/golden-counts.json'), `${JSON.stringify(goldens, null, 2)}\n`);
