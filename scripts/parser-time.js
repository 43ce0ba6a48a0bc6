import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadMicrosoft } from '../dist/kql/syntax/microsoft.js';
import { readRuleFile, recognizes } from '../dist/rules/index.js';

// parser-time.js FOLDER: how long Microsoft's parser alone takes on one thread for every query under a folder, in milliseconds.

const texts = readdirSync(process.argv[2], { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && recognizes(entry.name))
  .flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { rules, functions } = readRuleFile(path, readFileSync(path));
    return [...rules.map(({ query }) => query), ...functions.map(({ body }) => body)];
  });
const start = performance.now();
const { parse } = await loadMicrosoft();
for (const text of texts) parse(text);
console.log(Math.round(performance.now() - start));
