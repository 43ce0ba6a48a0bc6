import type { Rule, RuleFunction, TableSchema } from '../../rules/index.js';
import type { AnalysedRule } from '../model.js';
import type { StoredMeaning, StoredUse } from '../store/state.js';
import { type Digest, digest, textKey, usesOf } from './digest.js';

/** One piece of work for a thread. */
export type Task =
  | { readonly is: 'parse-function'; readonly declaration: RuleFunction }
  | { readonly is: 'parse-rule'; readonly declaration: Rule }
  | { readonly is: 'analyse'; readonly declaration: Rule; readonly parsed: Uint8Array };

/** What all analyses may look up; the syntaxes of functions, in their order, as far as they are known. */
export interface Shared {
  readonly functions: readonly RuleFunction[];
  readonly schemas: readonly TableSchema[];
  readonly syntaxes: readonly Uint8Array[];
}

/** What is sent to a thread: first what all analyses may look up, then tasks. */
export type Request = Task | { readonly is: 'shared'; readonly shared: Shared };

/** An analysis as it goes into the pack, and what memory keeps of it. */
export interface AnalysedEntry {
  readonly analysis: Uint8Array;
  readonly syntax: Uint8Array;
  readonly digest: Digest;
  readonly uses: readonly StoredUse[];
  readonly meaning: StoredMeaning;
}

/** What became of a task: its result, that it took too long or was too deep, or that we have a bug. */
export type Outcome =
  | { readonly is: 'parsed'; readonly bytes: Uint8Array }
  | { readonly is: 'analysed'; readonly entry: AnalysedEntry }
  | { readonly is: 'too-long' | 'too-deep' }
  | { readonly is: 'failure'; readonly error: Error };

/** What a thread says: that it is ready, then what became of each task in turn. */
export type Reply = Outcome | { readonly is: 'ready' };

/** Prepares an analysed rule for the pack. */
export function toEntry(rule: Rule, analysed: AnalysedRule): AnalysedEntry {
  const { syntax, filter, ...analysis } = analysed;
  return {
    analysis: toBytes(analysis),
    syntax: toBytes(syntax),
    digest: digest(rule, analysed),
    uses: usesOf(analysed),
    meaning: { text: textKey(rule.query), filter, outputs: analysed.outputs.map(({ name }) => name) },
  };
}

/** JSON in memory of its own, so that it can be handed to another thread. */
export function toBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value ?? null));
}

/** What `toBytes` made bytes of. */
export function fromBytes(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}
