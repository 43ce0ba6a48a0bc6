import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// parser-time.js FOLDER: how long Microsoft's parser alone takes on one thread for every query under a folder, in milliseconds.

/** @param {string} path of a file of the build, which is not there when this file's types are checked */
const built = (path) => import(`../dist/${path}`);
const { readRuleFile, recognizes } = await built('rules/index.js');

const texts = readdirSync(process.argv[2], { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && recognizes(entry.name))
  .flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { rules, functions } = readRuleFile(path, readFileSync(path));
    return [
      ...rules.map((/** @type {{ query: string }} */ { query }) => query),
      ...functions.map((/** @type {{ body: string }} */ { body }) => body),
    ];
  });
const start = performance.now();
await (await built('kql/syntax/microsoft.js')).loadMicrosoft();
// As its documentation has it called; it sets a global variable.
const { KustoCode } = /** @type {any} */ (globalThis).Kusto.Language;
for (const text of texts) KustoCode.Parse(text);
console.log(Math.round(performance.now() - start));
