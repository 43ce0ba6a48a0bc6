import { type Problem, ProblemError } from '../base/problem.js';

/** Something that exists and may be what was meant. */
export interface Suggestion {
  readonly name: string;
  readonly href: string;
}

/** Ends a request with a status and a problem, from wherever it is thrown. */
export class Refusal extends ProblemError {
  constructor(
    readonly status: number,
    problem: Problem,
    readonly nearest: readonly Suggestion[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem);
    this.name = 'Refusal';
  }
}
