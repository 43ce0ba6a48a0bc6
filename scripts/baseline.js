import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.js';

const file = join(root, 'scripts/baseline.json');

/** @typedef {Record<string, number>} Counts */

/**
 * Holds counts against the stored ones, which only rise, and returns a line for each one that fell.
 * @param {string} section
 * @param {Counts} counts
 * @param {{ update?: boolean, force?: boolean }} options `update` stores what rose, with `force` also what fell
 * @returns {string[]}
 */
export function heldAgainstBaseline(section, counts, { update, force }) {
  /** @type {Record<string, Counts>} */
  const baseline = JSON.parse(readFileSync(file, 'utf8'));
  const stored = baseline[section] ?? {};
  const fallen = Object.keys(stored).filter((name) => !(counts[name] >= stored[name]));
  if (update) {
    const kept = force ? {} : Object.fromEntries(fallen.map((name) => [name, stored[name]]));
    baseline[section] = { ...counts, ...kept };
    writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  }
  return update && force ? [] : fallen.map((name) => `${section} ${name}: ${counts[name]}, was ${stored[name]}`);
}
