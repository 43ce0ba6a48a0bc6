import type { Span } from './span.js';

/**
 * Whose matter a problem is: the text is no KQL (`syntax`, with Microsoft's own codes), the query is wrong (`query`),
 * we cannot do it (`unsupported`), a bound was reached (`limit`), a rule file is wrong (`rule`), a request is wrong (`request`).
 */
export type ProblemKind = 'syntax' | 'query' | 'unsupported' | 'limit' | 'rule' | 'request';

/** Something to tell the user: what is wrong, where, and the way out when there is one. */
export interface Problem {
  readonly code: string;
  readonly kind: ProblemKind;
  readonly message: string;
  /** Offsets into the text that the problem speaks of. */
  readonly span?: Span;
  /** A file, relative to the folder it was read from. */
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly hint?: string;
}

/** Carries a problem out of deep code to the boundary that returns it beside what was made. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
    this.name = 'ProblemError';
  }
}
