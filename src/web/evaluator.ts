import type { Problem } from '../base/problem.js';

/** A rule's run on records, as `POST /rules/:id/evaluate` answers it. */
export interface Evaluation {
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
  readonly alerts: readonly EvaluationAlert[];
  readonly stages: readonly EvaluationStage[];
  readonly explanation?: readonly unknown[];
  readonly problems: readonly Problem[];
  readonly elapsedMs: number;
}

/** An alert as Sentinel would raise it. */
export interface EvaluationAlert {
  readonly title: string;
  readonly description: string;
  readonly severity: string | null;
  readonly tactics: readonly string[];
  readonly entities: readonly { readonly type: string; readonly fields: Readonly<Record<string, unknown>> }[];
  readonly customDetails: Readonly<Record<string, unknown>>;
  readonly rows: readonly number[] | number;
}

/** A stage of the query with the rows that came in and went out. */
interface EvaluationStage {
  readonly index: number;
  readonly kind: string;
  readonly text: string;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly ms: number;
}

/** One run: a rule of the catalog on a body that nobody has parsed. */
export interface EvaluationJob {
  readonly slug: string;
  readonly body: Uint8Array;
  readonly format: 'json' | 'ndjson' | 'csv';
  readonly table?: string;
  readonly now?: string;
  readonly explain?: boolean;
  readonly limit?: number;
}

/** What came of a run: an answer, or the problem that stood in its way. */
export type EvaluationOutcome =
  | { readonly is: 'result'; readonly result: Evaluation }
  | { readonly is: 'refused'; readonly problem: Problem };

/** Room for one run, held from before its body is read. */
export interface Reservation {
  /** Runs the job; aborting `signal` kills it. */
  run(job: EvaluationJob, signal: AbortSignal): Promise<EvaluationOutcome>;
  /** Frees the room: once the answer has left, or nobody waits for one. */
  release(): void;
}

/** Runs jobs apart from the server's own process, as many at a time as it has room for. */
export interface Evaluator {
  /** Room for a body of at most this many bytes; undefined while there is none. */
  reserve(bytes: number): Reservation | undefined;
  /** Seconds after which asking again makes sense. */
  readonly retryAfter: number;
}
