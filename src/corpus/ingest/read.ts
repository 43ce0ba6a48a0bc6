import { setImmediate as breathe } from 'node:timers/promises';
import { invariant } from '../../base/invariant.js';
import type { Problem } from '../../base/problem.js';
import { type Rule, type RuleFunction, readRuleFile, type TableSchema } from '../../rules/index.js';
import type { StoredFile, StoredFunction, StoredRule, StoredSchema } from '../store/state.js';
import type { OpenStore } from '../store/store.js';
import { type ComparedFile, compareFiles } from './files.js';
import type { Walk } from './walk.js';

/** A rule, function or schema of the next state; `kept` is its former self when its file has not changed. */
interface Draft<Declaration, Stored> {
  readonly file: number;
  readonly declaration: Declaration;
  readonly kept: Stored | null;
}

/** A file of the next state; `bytes` are there when it is new or changed. */
interface FileDraft extends Omit<StoredFile, 'raw'> {
  readonly kept: StoredFile | null;
  readonly bytes: Uint8Array | null;
}

/** Everything the files say. */
export interface Content {
  readonly files: readonly FileDraft[];
  readonly refused: readonly Problem[];
  readonly rules: readonly Draft<Rule, StoredRule>[];
  readonly functions: readonly Draft<RuleFunction, StoredFunction>[];
  readonly schemas: readonly Draft<TableSchema, StoredSchema>[];
}

/** The files beside their former selves, and whether anything differs. */
export interface Comparison {
  readonly files: readonly ComparedFile[];
  readonly refused: readonly Problem[];
  readonly changed: boolean;
}

/** Compares every file with the former state without reading what it says. */
export function compare(walk: Walk, former: OpenStore | null): Comparison {
  const all = [...compareFiles(walk, former?.state ?? null)];
  const files = all.filter((file) => file.refused === null);
  const refused = [...walk.problems, ...all.flatMap((file) => file.refused ?? [])];
  const state = former?.state;
  const same =
    state !== undefined &&
    files.length === state.files.length &&
    files.every((file) => file.kept !== null) &&
    JSON.stringify([walk.roots, refused]) === JSON.stringify([state.roots, state.walkProblems]);
  return { files, refused, changed: !same };
}

/** Reads what new and changed files say, and takes the rest from the former store. */
export async function readContent(
  { files, refused }: Comparison,
  former: OpenStore | null,
  onProgress: (done: number) => void,
): Promise<Content> {
  const drafts: FileDraft[] = [];
  const rules: Draft<Rule, StoredRule>[] = [];
  const functions: Draft<RuleFunction, StoredFunction>[] = [];
  const schemas: Draft<TableSchema, StoredSchema>[] = [];
  const contents = former === null ? null : storedContents(former);
  let spent = performance.now();
  for (const compared of files) {
    const file = drafts.length;
    const { root, path, size, mtimeMs, hash, bytes } = compared;
    if (bytes === null && former !== null && contents !== null && compared.kept !== null) {
      const kept = former.state.files[compared.kept];
      const stored = contents[compared.kept];
      drafts.push({ root, path, size, mtimeMs, hash, problems: kept.problems, kept, bytes });
      for (const each of stored.rules)
        rules.push({ file, kept: each, declaration: former.pack.readJson(each.declaration) });
      for (const each of stored.functions)
        functions.push({ file, kept: each, declaration: former.pack.readJson(each.declaration) });
      for (const each of stored.schemas)
        schemas.push({ file, kept: each, declaration: former.pack.readJson(each.declaration) });
    } else {
      invariant(bytes, 'what has changed was read');
      const reading = readRuleFile(path, bytes);
      drafts.push({ root, path, size, mtimeMs, hash, problems: reading.problems, kept: null, bytes });
      for (const declaration of reading.rules) rules.push({ file, kept: null, declaration });
      for (const declaration of reading.functions) functions.push({ file, kept: null, declaration });
      for (const declaration of reading.schemas) schemas.push({ file, kept: null, declaration });
    }
    if (performance.now() - spent > 50) {
      onProgress(drafts.length);
      await breathe();
      spent = performance.now();
    }
  }
  onProgress(drafts.length);
  return { files: drafts, refused, rules, functions, schemas };
}

interface FileContents {
  readonly rules: StoredRule[];
  readonly functions: StoredFunction[];
  readonly schemas: StoredSchema[];
}

function storedContents({ state }: OpenStore): readonly FileContents[] {
  const contents = state.files.map((): FileContents => ({ rules: [], functions: [], schemas: [] }));
  for (const each of state.rules) contents[each.file].rules.push(each);
  for (const each of state.functions) contents[each.file].functions.push(each);
  for (const each of state.schemas) contents[each.file].schemas.push(each);
  return contents;
}
