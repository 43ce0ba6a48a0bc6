import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = /** @type {() => void} */ (runInNewContext('gc'));

/** Milliseconds in which the collector, which goes on beside the program for a while, is done. */
const sweeping = 150;

/**
 * The median time of each of several pieces of work, in milliseconds; they take turns, so that a slow moment of the machine hits all,
 * and each begins without the garbage of the others.
 * @param {number} runs
 * @param {(() => unknown)[]} works
 * @returns {Promise<number[]>}
 */
export async function medians(runs, works) {
  /** @type {number[][]} */
  const times = works.map(() => []);
  for (let run = -1; run < runs; run++) {
    for (const [i, work] of works.entries()) {
      collectGarbage();
      await setTimeout(sweeping);
      const start = performance.now();
      await work();
      // The first round only warms up.
      if (run >= 0) times[i].push(performance.now() - start);
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[Math.floor(each.length / 2)]);
}

/**
 * A small seeded source of numbers from 0 to 1: the same data on every machine.
 * @param {number} seed
 */
export function randomSource(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
