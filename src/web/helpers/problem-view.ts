import type { Problem } from '../../base/problem.js';

/** A problem as a page lists it. */
export interface ProblemView {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** Where the hint leads, where it is an address of this site. */
  readonly href?: string;
  readonly line?: number;
}

/** The view of a problem; `lineOf` finds the line that a span of it begins on. */
export function problemView(
  { code, message, hint, line, span }: Problem,
  lineOf?: (offset: number) => number,
): ProblemView {
  const at = line ?? (span && lineOf?.(span.start));
  return {
    code,
    message,
    ...(hint === undefined ? {} : hint.startsWith('/') ? { href: hint } : { hint }),
    ...(at === undefined ? {} : { line: at }),
  };
}
