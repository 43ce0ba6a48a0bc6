import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package, whatever folder a script was started in. */
export const root = join(import.meta.dirname, '..');

/**
 * Runs a program in the package's folder on this terminal and tells whether it succeeded.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] what to add to the environment
 * @returns {boolean}
 */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (error) console.error(`${command}: ${error.message}`);
  return status === 0;
}

/**
 * Runs a JavaScript file of the package or of one of its packages with this same Node.
 * @param {string} file relative to the package's folder
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean}
 */
export function runNode(file, args, env) {
  return run(process.execPath, [file, ...args], env);
}

/**
 * Runs the built command line and returns what it printed, what it complained of, and how it ended.
 * @param {string[]} args
 * @returns {{ status: number | null, stdout: string, stderr: string, seconds: number }}
 */
export function telltale(args) {
  return output(['dist/main.js', ...args]);
}

/**
 * Runs a JavaScript file with this same Node and returns what it printed, what it complained of, and how it ended.
 * @param {string[]} args the file and its arguments
 * @returns {{ status: number | null, stdout: string, stderr: string, seconds: number }}
 */
export function output(args) {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return { status, stdout, stderr: error ? error.message : stderr, seconds: (performance.now() - start) / 1000 };
}

/**
 * The outside data that lies beside a development copy, or nothing where it is not there.
 * @param {string} part
 * @returns {string | undefined}
 */
export function shared(part) {
  const path = join(root, '../shared', part);
  return existsSync(path) ? path : undefined;
}

/**
 * Every file under a folder, relative to the package's folder and in one order everywhere.
 * @param {string} folder relative to the package's folder
 * @returns {string[]}
 */
export function filesUnder(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/**
 * When anything at or under these paths last changed, in milliseconds; a folder changes when a file in it goes.
 * @param {string[]} paths relative to the package's folder
 * @returns {number}
 */
export function lastChange(paths) {
  let latest = 0;
  for (const path of paths.map((path) => join(root, path))) {
    const stat = statSync(path);
    latest = Math.max(latest, stat.mtimeMs);
    if (!stat.isDirectory()) continue;
    for (const inner of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
      latest = Math.max(latest, statSync(join(path, inner)).mtimeMs);
    }
  }
  return latest;
}

/**
 * How long something has taken, as people read it.
 * @param {number} start what `performance.now()` said when it began
 * @returns {string}
 */
export function elapsed(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
