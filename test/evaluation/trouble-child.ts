import { setTimeout as wait } from 'node:timers/promises';
import { answerJobs } from '../../src/evaluation/answer-jobs.js';
import { noSuchRule } from '../../src/evaluation/problems.js';

/*
 * A child that does what it is told, good or bad; a start takes as long as it is told to, or fails.
 */
const [start] = process.argv.slice(2);
if (start === 'broken') throw new Error('This child is told to fail at its start.');
await wait(Number(start));

/** What a child can be told to do; each must come back as a result, as a refusal, or as the end of the child. */
const deeds: Readonly<Record<string, () => unknown>> = {
  pid: () => process.pid,
  loop: () => {
    for (;;);
  },
  buffers: () => {
    const held: Uint8Array[] = [];
    for (;;) held.push(new Uint8Array(4 * 1024 * 1024).fill(1));
  },
  wear: () => new Uint8Array(200 * 1024 * 1024).fill(1).length,
  recurse: function recurse(): unknown {
    return [recurse()];
  },
  grow: () => {
    let text = 'x'.repeat(1024);
    for (;;) text += text;
  },
  throw: () => {
    throw new TypeError('a fault of ours');
  },
  large: () => 'x'.repeat(40 * 1024 * 1024),
};

answerJobs<string, unknown>((deed) =>
  deed in deeds ? { is: 'result', result: deeds[deed]() } : { is: 'refused', problem: noSuchRule(deed) },
);
