import type { Catalog } from '../corpus/index.js';
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

/** What routes serve from. */
export interface Site {
  readonly catalog: Catalog;
  readonly search: Search;
  readonly evaluator: Evaluator;
  readonly metrics: Metrics;
  readonly limits: BodyLimits;
}
