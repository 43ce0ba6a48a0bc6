import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { filesUnder, root, run, runNode } from './run.js';

// test.js [--update] [FILTER...]: compiles and runs the tests and goldens whose path holds one of the filters.
// --update writes the rows of reasoned goldens anew; read the difference before you keep it.

const args = process.argv.slice(2);
const filters = args.filter((arg) => !arg.startsWith('--'));
const unknown = args.filter((arg) => arg.startsWith('--') && arg !== '--update');
/** @param {string} path */
const wanted = (path) => filters.length === 0 || filters.some((filter) => path.includes(filter));

const goldenRunner = 'test/kql/golden.test.ts';
const files = filesUnder('test');
const tests = files.filter((path) => path.endsWith('.test.ts') && wanted(path));
const goldens = files.filter((path) => path.endsWith('.kql') && wanted(path));
const onlyGoldens = tests.length === 0 && goldens.length > 0;
// A filter that names the runner itself means every golden; one that names goldens runs only those.
const goldenFilter = tests.includes(goldenRunner) ? [] : filters;
if (goldens.length > 0 && !tests.includes(goldenRunner)) tests.push(goldenRunner);

if (unknown.length > 0) refuse(`unknown option ${unknown.join(' ')}`);
if (tests.length === 0) refuse(`no test or golden has ${filters.join(' or ')} in its path`);

const project = ['-p', 'test', '--incremental', '--tsBuildInfoFile', '.build/test/tsbuildinfo'];
// Type errors fail the run, and the tests still say what works in spite of them.
const typed = runNode('node_modules/typescript/bin/tsc', project);
const built = onlyGoldens || runNode('scripts/build.js', []);

const isBrowserTest = (/** @type {string} */ path) => path.startsWith('test/browser/');
const browser = tests.some(isBrowserTest) ? findBrowser() : undefined;
const runnable = browser ? tests : tests.filter((path) => !isBrowserTest(path));
const compiled = runnable.map((path) => `.build/test/${path.replace(/\.ts$/, '.js')}`);
// The tests of such a room share one process, which loads Microsoft's parser once.
const shared = [
  'evaluation',
  'kql',
  'corpus',
  'web',
  'analysis',
  'catalog',
  'rules',
  'records',
  'search',
  'base',
].flatMap((room) => {
  const paths = compiled.filter((path) => path.startsWith(`.build/test/test/${room}/`));
  return paths.length > 0 ? [{ room, paths }] : [];
});
mkdirSync(join(root, '.build/test/rooms'), { recursive: true });
for (const { room, paths } of shared) {
  const imports = paths.map((path) => `import '../${path.slice('.build/test/'.length)}';\n`);
  writeFileSync(join(root, `.build/test/rooms/${room}.js`), imports.join(''));
}
const together = new Set(shared.flatMap(({ paths }) => paths));
// They take longest, so they are the first.
const entries = [
  ...shared.map(({ room }) => `.build/test/rooms/${room}.js`),
  ...compiled.filter((path) => !together.has(path)),
];
const passed =
  compiled.length === 0 ||
  runNode('--test', ['--test-reporter=spec', `--test-concurrency=${availableParallelism()}`, ...entries], {
    CHROMIUM_PATH: browser,
    GOLDENS: goldenFilter.join(','),
    UPDATE_GOLDENS: args.includes('--update') ? '1' : '',
  });
if (runnable.length < tests.length) {
  console.log(`browser tests not run: ${tests.length - runnable.length} files, no Chromium (set CHROMIUM_PATH to one)`);
}
process.exitCode = typed && built && passed ? 0 : 1;

/** Finds a browser, and as a last resort asks Debian for one; without it the browser tests are not run. */
function findBrowser() {
  const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'];
  const find = () => places.find((path) => path && existsSync(path));
  const found = find();
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found;
  console.log('browser tests: installing Chromium');
  if (run('apt-get', ['update', '-qq'])) {
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
  }
  return find();
}

/**
 * @param {string} message
 * @returns {never}
 */
function refuse(message) {
  console.error(`test: ${message}`);
  process.exit(2);
}
