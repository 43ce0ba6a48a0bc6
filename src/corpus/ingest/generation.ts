import { invariant } from '../../base/invariant.js';
import type { Problem } from '../../base/problem.js';
import { attackRows } from '../attack-rows.js';
import { distinctKeys } from '../indicator-table.js';
import type { CatalogStats } from '../model.js';
import { slugsOf } from '../slugs.js';
import type { PackWriter, Ref } from '../store/pack.js';
import {
  FORMAT,
  type StoredFile,
  type StoredFunction,
  type StoredMeaning,
  type StoredRule,
  type StoredState,
  type StoredUse,
} from '../store/state.js';
import { beginGeneration, type OpenStore, switchTo } from '../store/store.js';
import { summarise } from './digest.js';
import { historyAfter } from './history.js';
import type { StorePart } from './parts.js';
import type { Content } from './read.js';
import type { AnalysedEntry } from './task.js';

/** What is written besides the content. */
export interface GenerationOptions {
  readonly store: string;
  readonly tool: string;
  readonly roots: readonly string[];
  readonly parts: readonly StorePart[];
  /** The state before, whichever version of the tool made it. */
  readonly before: OpenStore | null;
}

/** The next generation of a store while it is written: entries go to the pack as they come, the index last. */
export class Generation {
  readonly #content: Content;
  readonly #former: OpenStore | null;
  readonly #options: GenerationOptions;
  readonly #id: string;
  readonly #pack: PackWriter;
  readonly #slugs: readonly string[];
  readonly #problems: Problem[][];
  readonly #rules: StoredRule[] = [];
  readonly #uses: (readonly StoredUse[])[] = [];
  readonly #meanings: StoredMeaning[] = [];
  readonly #functions: StoredFunction[] = [];
  readonly #formerUses: ReadonlyMap<StoredRule, readonly StoredUse[]>;
  readonly #formerMeanings: ReadonlyMap<StoredRule, StoredMeaning>;
  readonly #parts: readonly { readonly name: string; readonly builder: ReturnType<StorePart['begin']> }[];

  constructor(content: Content, former: OpenStore | null, options: GenerationOptions) {
    this.#content = content;
    this.#former = former;
    this.#options = options;
    this.#slugs = slugsOf(content.rules.map((each) => each.declaration.id));
    this.#problems = content.files.map((file) => [...file.problems]);
    this.#parts = options.parts.map((part) => ({ name: part.name, builder: part.begin() }));
    const uses = former?.pack.readJson<(readonly StoredUse[])[]>(former.state.uses) ?? [];
    this.#formerUses = new Map(former?.state.rules.map((rule, number) => [rule, uses[number]]));
    const meanings = former?.pack.readJson<StoredMeaning[]>(former.state.meanings) ?? [];
    this.#formerMeanings = new Map(former?.state.rules.map((rule, number) => [rule, meanings[number]]));
    const begun = beginGeneration(options.store);
    this.#id = begun.generation;
    this.#pack = begun.pack;
  }

  /** Takes an unchanged rule over. */
  keepRule(number: number): void {
    const { file, kept } = this.#content.rules[number];
    const uses = kept && this.#formerUses.get(kept);
    const meaning = kept && this.#formerMeanings.get(kept);
    invariant(kept && uses && meaning, 'a kept rule has a former self');
    this.#meanings[number] = meaning;
    const summary = { ...kept.summary, slug: this.#slugs[number] };
    const declaration = this.#copy(kept.declaration);
    const analysis = this.#copy(kept.analysis);
    this.#place(number, { file, summary, declaration, analysis, syntax: this.#copy(kept.syntax) }, uses);
  }

  /** Enters a rule that was analysed. */
  enterRule(number: number, entry: AnalysedEntry): void {
    const { file, declaration } = this.#content.rules[number];
    const summary = summarise(declaration, this.#slugs[number], entry.digest, this.#problems[file].length);
    const analysis = this.#pack.append(entry.analysis);
    const syntax = this.#pack.append(entry.syntax);
    const stored = { file, summary, declaration: this.#pack.appendJson(declaration), analysis, syntax };
    this.#meanings[number] = entry.meaning;
    this.#place(number, stored, entry.uses);
  }

  /** Enters a function; without new syntax it is taken over. */
  enterFunction(number: number, syntax: Uint8Array | null): void {
    const { file, declaration, kept } = this.#content.functions[number];
    const { name, aliases, description, source } = declaration;
    invariant(kept || syntax, 'a new function has new syntax');
    this.#functions[number] = {
      file,
      summary: { name, aliases, description, path: source.path, line: source.line },
      declaration: kept ? this.#copy(kept.declaration) : this.#pack.appendJson(declaration),
      syntax: syntax ? this.#pack.append(syntax) : this.#copy((kept as StoredFunction).syntax),
    };
  }

  /** Notes what went wrong with the contents of a file after it was read. */
  addProblem(file: number, problem: Problem): void {
    this.#problems[file].push(problem);
  }

  /** Brings all of it to the disk and makes it the current generation. */
  finish(): StoredState {
    const content = this.#content;
    const stats = this.#stats();
    const rules = content.rules.map(({ declaration }) => declaration);
    const { before, roots } = this.#options;
    const said = { rules, uses: this.#uses, meanings: this.#meanings };
    const state: StoredState = {
      format: FORMAT,
      tool: this.#options.tool,
      generation: this.#id,
      roots,
      files: this.#files(),
      walkProblems: content.refused,
      rules: this.#rules,
      functions: this.#functions,
      schemas: content.schemas.map(({ file, declaration, kept }) => ({
        file,
        name: declaration.name,
        declaration: kept ? this.#copy(kept.declaration) : this.#pack.appendJson(declaration),
      })),
      uses: this.#pack.appendJson(this.#uses),
      meanings: this.#pack.appendJson(this.#meanings),
      parts: Object.fromEntries(this.#parts.map(({ name, builder }) => [name, this.#pack.append(builder.finish())])),
      history: this.#pack.appendJson(historyAfter(before, roots, said, stats.ingestedAt)),
      stats,
    };
    this.#pack.finish();
    switchTo(this.#options.store, state);
    return state;
  }

  /** Ends the writing, whether it was finished or not. */
  close(): void {
    this.#pack.close();
  }

  #copy(ref: Ref): Ref {
    invariant(this.#former, 'only a former store has kept entries');
    return this.#pack.append(this.#former.pack.read(ref));
  }

  #place(number: number, rule: StoredRule, uses: readonly StoredUse[]): void {
    this.#rules[number] = rule;
    this.#uses[number] = uses;
    const { declaration } = this.#content.rules[number];
    const entry = { summary: rule.summary, declaration, attack: attackRows(rule.summary), uses };
    for (const { builder } of this.#parts) builder.add(entry);
  }

  /** The bytes are kept of files that hold a rule or a function, to be shown as they were. */
  #files(): readonly StoredFile[] {
    const shown = new Set([...this.#rules, ...this.#functions].map((each) => each.file));
    return this.#content.files.map(({ kept, bytes, ...file }, number) => {
      const problems = this.#problems[number];
      if (!shown.has(number)) return { ...file, problems, raw: null };
      if (kept?.raw) return { ...file, problems, raw: this.#copy(kept.raw) };
      invariant(bytes, 'a file that gives something new was read');
      return { ...file, problems, raw: this.#pack.append(bytes) };
    });
  }

  #stats(): CatalogStats {
    const { files, refused, functions, schemas } = this.#content;
    const verdicts = this.#rules.map((rule) => rule.summary.evaluable);
    return {
      files: files.length + refused.length,
      rules: this.#rules.length,
      functions: functions.length,
      schemas: schemas.length,
      problems: refused.length + this.#problems.reduce((sum, each) => sum + each.length, 0),
      evaluable: verdicts.filter((each) => each === 'fully').length,
      partly: verdicts.filter((each) => each === 'partly').length,
      indicators: this.#uses.reduce((sum, each) => sum + each.length, 0),
      distinctIndicators: distinctKeys(this.#uses),
      ingestedAt: new Date().toISOString(),
      roots: this.#options.roots,
    };
  }
}
