import type { Problem } from '../base/problem.js';
import type { Alert, CatalogLine, Posted, RuleEvaluation } from '../evaluation/index.js';

/** A rule's run on records, as `POST /rules/:id/evaluate` answers it. */
export type Evaluation = RuleEvaluation;

/** An alert as Sentinel would raise it. */
export type EvaluationAlert = Alert;

/** One run: a rule of the catalog on a body that nobody has parsed. */
export interface EvaluationJob extends Posted {
  readonly slug: string;
}

/** What came of a run: an answer, or the problem that stood in its way. */
export type EvaluationOutcome =
  | { readonly is: 'result'; readonly result: Evaluation }
  | { readonly is: 'refused'; readonly problem: Problem };

/** What came of a run of every rule, which is a job for the slug `*`. */
export type CatalogOutcome =
  | { readonly is: 'result'; readonly result: readonly CatalogLine[] }
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
  /** Room for a body of at most this many bytes; undefined when there is none for a while, or the signal says that nobody waits. */
  reserve(bytes: number, signal: AbortSignal): Promise<Reservation | undefined>;
  /** Seconds after which asking again makes sense. */
  readonly retryAfter: number;
}
