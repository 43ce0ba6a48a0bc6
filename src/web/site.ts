import type { Catalog } from '../corpus/index.js';
import type { Expectation } from '../rules/index.js';
import type { Search } from '../search/index.js';
import type { Evaluator } from './evaluator.js';
import type { Metrics } from './metrics.js';

/** How large bodies may be, in bytes after unpacking. */
export interface BodyLimits {
  /** Records sent as they are. */
  readonly records: number;
  /** Records pasted into a form, which is decoded here. */
  readonly form: number;
}

/** A test saved beside a rule, and why it failed when it last ran; it passed unless that is there. */
export interface SavedTestResult {
  readonly title: string;
  readonly expect: Expectation;
  readonly failure?: string;
  /** The slugs of the other rules that fire on its records, where it fires its own. */
  readonly alsoFire?: readonly string[];
  /** Why that is not known. */
  readonly othersUnknown?: string;
}

/** The saved tests of a rule. */
export type SavedTests = (slug: string) => readonly SavedTestResult[];

/** What routes serve from. */
export interface Site {
  readonly catalog: Catalog;
  readonly search: Search;
  readonly savedTests: SavedTests;
  readonly evaluator: Evaluator;
  readonly metrics: Metrics;
  readonly limits: BodyLimits;
}
