import type { Stage } from '../analysis/index.js';
import type { Problem } from '../base/problem.js';
import type { FunctionSyntax, QuerySyntax } from '../kql/index.js';
import type { RecordFormat } from '../records/index.js';
import type { Rule, TableSchema } from '../rules/index.js';

/** A rule with all that running it needs. */
export interface RunnableRule {
  readonly rule: Rule;
  readonly syntax: QuerySyntax;
  readonly stages: readonly Stage[];
  readonly tables: readonly string[];
  function(name: string): FunctionSyntax | undefined;
  schema(table: string): TableSchema | undefined;
}

/** Records as they came, in one piece; `table` is the one of records that name none. */
export interface PostedPart {
  readonly body: Uint8Array;
  readonly format: RecordFormat;
  readonly table?: string;
}

/** What was posted; what its body says of the run counts unless it is said here. */
export interface Posted extends PostedPart {
  /** More records, such as those of further files. */
  readonly more?: readonly PostedPart[];
  readonly now?: string;
  readonly explain?: boolean;
  readonly limit?: number;
  /** Between these times the rule is run as often as its schedule says. */
  readonly from?: string;
  readonly to?: string;
}

/** The answer to a run, as the contract has it. */
export interface RuleEvaluation {
  readonly ruleId: string;
  readonly verdict: 'alert' | 'no-alert';
  readonly now: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly trigger: {
    readonly operator: 'gt' | 'lt' | 'eq' | 'ne';
    readonly threshold: number;
    readonly count: number;
  };
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly truncated: boolean;
  readonly alerts: readonly Alert[];
  /** How alerts would become incidents; the numbers are places in `alerts`. */
  readonly incidents?: readonly { readonly title: string; readonly alerts: readonly number[] }[];
  /** Until when the rule would not run again, where its alerts suppress it. */
  readonly suppressedUntil?: string;
  readonly stages: readonly StageRun[];
  readonly explanation?: readonly Explained[];
  readonly replay?: Replay;
  readonly problems: readonly Problem[];
  readonly elapsedMs: number;
}

/** An alert as Sentinel would raise it; `rows` are the places of its rows in the result. */
export interface Alert {
  readonly title: string;
  readonly description: string;
  readonly severity: string | null;
  readonly tactics: readonly string[];
  readonly entities: readonly Entity[];
  readonly customDetails: Readonly<Record<string, unknown>>;
  /** Further details that the rule takes from its rows: `AlertLink`, `ProductName` and the like. */
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly rows: readonly number[];
}

/** Somebody or something that an alert is about. */
export interface Entity {
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A stage of the query with the rows that came in and went out, and the time that it took. */
export interface StageRun {
  readonly index: number;
  readonly kind: string;
  readonly text: string;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly ms: number;
}

/** What became of a posted record; `record` is its place among those of its table, from 0. */
export interface Explained {
  readonly table: string;
  readonly record: number;
  readonly fate: Fate;
}

/** Why a record went no further than a stage; or the rows of the result that it reached. */
export interface Fate {
  readonly stage: number;
  readonly reason: FateReason;
  readonly predicate?: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly field?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly rows?: readonly number[];
  /** Whether nothing but this one predicate kept it from passing its stage and the filters that follow at once. */
  readonly near?: true;
}

export type FateReason =
  | 'reached the result'
  | 'outside the window'
  | 'table not read'
  | 'value differs'
  | 'case differs'
  | 'term boundary'
  | 'field absent'
  | 'field null'
  | 'type coerced'
  | 'below threshold'
  | 'excluded'
  | 'no join partner'
  | 'has a join partner'
  | 'lost in innerunique'
  | 'cut by top or take'
  | 'nothing to expand'
  | 'does not parse'
  | 'only compared with'
  | 'not followed further';

/** The runs of a schedule; without `overlap` or `gap`, runs cover the time exactly once. */
export interface Replay {
  readonly from: string;
  readonly to: string;
  readonly frequencySeconds: number;
  readonly periodSeconds: number;
  /** Seconds between two runs that no window covers. */
  readonly gapSeconds: number;
  /** Seconds that two neighbouring windows share: a record there can raise two alerts. */
  readonly overlapSeconds: number;
  readonly runs: readonly {
    readonly now: string;
    readonly verdict: RuleEvaluation['verdict'] | 'suppressed';
    readonly count: number;
    readonly alerts: readonly Alert[];
  }[];
}

/** What a run of all rules tells of one that fired, nearly fired or could not run. */
export interface CatalogLine {
  readonly ruleId: string;
  readonly path: string;
  readonly verdict: 'alert' | 'near' | 'not-run';
  readonly rows: number;
  /** Tables that were not posted, fields (`Table.Field`) that no record has, and watchlists that nobody gave. */
  readonly missing: readonly string[];
  readonly ms: number;
  /** What stood in the way of running it. */
  readonly problem?: Problem;
}
