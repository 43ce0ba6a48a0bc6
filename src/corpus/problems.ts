import { type Problem, ProblemError } from '../base/problem.js';

const aboutFile = (code: string, path: string, message: string, hint?: string): Problem => ({
  code,
  kind: 'rule',
  message,
  path,
  line: 1,
  column: 1,
  ...(hint === undefined ? {} : { hint }),
});

const aboutStore = (code: string, message: string, hint?: string): Problem => ({
  code,
  kind: 'request',
  message,
  ...(hint === undefined ? {} : { hint }),
});

/** Every sentence of the corpus room. */
export const problems = {
  linkLeavesFolder: (path: string, target: string): Problem =>
    aboutFile(
      'link-leaves-folder',
      path,
      `This symbolic link leads out of the ingested folder, to ${target}; it was not followed.`,
    ),
  linkBroken: (path: string): Problem => aboutFile('link-broken', path, 'This symbolic link leads nowhere.'),
  notAFile: (path: string): Problem =>
    aboutFile('not-a-file', path, 'This is named like a rule file but is no regular file; it was not read.'),
  tooLarge: (path: string, size: number, cap: number): Problem =>
    aboutFile('file-too-large', path, `This file has ${size} bytes; files over ${cap} bytes are not read.`),
  unreadable: (path: string, reason: string): Problem =>
    aboutFile('file-unreadable', path, `This could not be read: ${reason}.`),
  analysisTooLong: (path: string, line: number, seconds: number): Problem => ({
    code: 'analysis-too-long',
    kind: 'limit',
    message: `This query was given up after ${seconds} seconds of analysis: no stages, indicators or verdicts.`,
    path,
    line,
    column: 1,
    hint: 'Shorten the query or nest it less deeply; to try again as it is, remove the store.',
  }),
  analysisTooDeep: (path: string, line: number): Problem => ({
    code: 'analysis-too-deep',
    kind: 'limit',
    message: 'This query needs more memory or stack than its analysis may take: no stages, indicators or verdicts.',
    path,
    line,
    column: 1,
    hint: 'Shorten the query, or nest its expressions less deeply.',
  }),
  noSuchPath: (path: string): Problem => aboutStore('no-such-path', `There is no file or folder ${path}.`),
  noStore: (store: string): Problem =>
    aboutStore('no-store', `There is no catalog in ${store}.`, 'Make one with: telltale ingest PATH --store DIR'),
  storeDamaged: (store: string, reason: string): Problem =>
    aboutStore('store-damaged', `The catalog in ${store} cannot be read: ${reason}.`, 'Ingest again to make it anew.'),
  storeOfOtherVersion: (store: string): Problem =>
    aboutStore(
      'store-of-other-version',
      `The catalog in ${store} was made by another version.`,
      'Ingest again to make it anew.',
    ),
  storeLocked: (store: string, holder: string): Problem =>
    aboutStore(
      'store-locked',
      `Another ingest is writing to ${store} (${holder}).`,
      'Wait for it to end, then try again.',
    ),
};

/** Carries a problem that leaves nothing to return up to the command or server that asked. */
export const refuse = (problem: Problem): never => {
  throw new ProblemError(problem);
};
