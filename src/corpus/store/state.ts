import type { IndicatorKind, IndicatorValue, RecordFilter } from '../../analysis/index.js';
import type { Problem } from '../../base/problem.js';
import type { CatalogStats, FunctionSummary, Polarity, RuleSummary } from '../model.js';
import type { Ref } from './pack.js';

/** Counts the changes of this layout: a store with another number is made anew. */
export const FORMAT = 3;

/** One use of an indicator by a rule, as the pack keeps it. */
export interface StoredUse {
  readonly field: string;
  readonly kind: IndicatorKind;
  readonly value: IndicatorValue | null;
  readonly polarity: Polarity;
  readonly scope: boolean;
  readonly cased?: boolean;
  readonly table: string | null;
  readonly stage: number;
}

/** What a rule's query says, to compare it with others. */
export interface StoredMeaning {
  /** A hash of the query's text without comments and layout. */
  readonly text: string;
  readonly filter: RecordFilter | null;
  /** The names of the columns of its result. */
  readonly outputs: readonly string[];
}

/** A file that was read, and what tells whether it has changed. */
export interface StoredFile {
  readonly root: number;
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly hash: string;
  /** Its bytes, kept where it holds a rule or a function. */
  readonly raw: Ref | null;
  readonly problems: readonly Problem[];
}

export interface StoredRule {
  readonly file: number;
  readonly summary: RuleSummary;
  readonly declaration: Ref;
  readonly analysis: Ref;
  readonly syntax: Ref;
}

export interface StoredFunction {
  readonly file: number;
  readonly summary: FunctionSummary;
  readonly declaration: Ref;
  readonly syntax: Ref;
}

export interface StoredSchema {
  readonly file: number;
  readonly name: string;
  readonly declaration: Ref;
}

/**
 * The index of a store: all that lies in memory. It names the pack that its places point into, so replacing this one
 * file switches the whole catalog at once.
 */
export interface StoredState {
  readonly format: number;
  /** A hash of the code that made it. */
  readonly tool: string;
  readonly generation: string;
  readonly roots: readonly string[];
  readonly files: readonly StoredFile[];
  /** Problems of the folders themselves: links, sizes, what could not be opened. */
  readonly walkProblems: readonly Problem[];
  readonly rules: readonly StoredRule[];
  readonly functions: readonly StoredFunction[];
  readonly schemas: readonly StoredSchema[];
  /** The uses of indicators, a list for each rule in order. */
  readonly uses: Ref;
  /** What relates the rules (`StoredMeaning`), one for each in order. */
  readonly meanings: Ref;
  /** What the ingests changed (`CatalogChange`), the last one first. */
  readonly history: Ref;
  readonly parts: Readonly<Record<string, Ref>>;
  readonly stats: CatalogStats;
}
