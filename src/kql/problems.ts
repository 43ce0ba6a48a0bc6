import type { Problem } from '../base/problem.js';
import { ProblemError } from '../base/problem.js';
import type { Span } from '../base/span.js';

/*
 * Every sentence that the engine can say about a query. Where Microsoft's analyser has a code for the same mistake, it is used.
 */

const query = (code: string, message: string, span?: Span, hint?: string): Problem => ({
  code,
  kind: 'query',
  message,
  ...(span && { span }),
  ...(hint && { hint }),
});

/** Throws a problem to the boundary that returns it. */
export function raise(problem: Problem): never {
  throw new ProblemError(problem);
}

export const unknownName = (name: string, span: Span) =>
  query('KS142', `The name '${name}' is no column, table, variable or function here.`, span);
export const unknownFunction = (name: string, span: Span) =>
  query('KS211', `The function '${name}' is not known.`, span);
export const unknownTable = (name: string, span: Span) =>
  query('KS204', `There is no table or function '${name}'.`, span);
/** A branch of a fuzzy union that was left out; not an error. */
export const branchLeftOut = (problem: Problem, span: Span): Problem => ({
  code: 'TT-BRANCH-LEFT-OUT',
  kind: 'query',
  message: `The union is fuzzy and goes on without this branch, which cannot be read: ${problem.message}`,
  span,
});
export const wrongArguments = (name: string, types: readonly string[], span: Span) =>
  query('KS107', `'${name}' does not take arguments of the types (${types.join(', ')}).`, span);
export const wrongOperands = (operator: string, types: readonly string[], span: Span) =>
  query('KS106', `The operator '${operator}' is not defined for the types ${types.join(' and ')}.`, span);
export const wrongCount = (name: string, min: number, max: number, given: number, span: Span) =>
  query(
    'KS119',
    `'${name}' takes ${min === max ? min : max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`} arguments, not ${given}.`,
    span,
  );
export const wrongType = (expected: string, found: string, span: Span) =>
  query('KS141', `Expected a value of type ${expected}, found ${found}.`, span);
export const notConstant = (name: string, span: Span) => query('KS131', `'${name}' needs a constant here.`, span);
export const duplicateColumn = (name: string, span?: Span) =>
  query('KS171', `There is a column named '${name}' already.`, span);
export const notTabular = (span: Span) => query('KS172', 'Expected a table here, found a single value.', span);
export const notScalar = (span: Span) => query('KS173', 'Expected a single value here, found a table.', span);
export const aggregateOutside = (name: string, span: Span) =>
  query('KS144', `The aggregation function '${name}' can only stand in summarize and make-series.`, span);
export const notSerialized = (name: string, span: Span) =>
  query('TT-SERIALIZED', `'${name}' needs rows in an order: put serialize or sort before it.`, span);
export const unknownOption = (name: string, value: string, expected: readonly string[], span: Span) =>
  query('KS164', `'${value}' is no ${name}; expected one of ${expected.join(', ')}.`, span);
export const recursion = (name: string, span: Span) =>
  query('TT-RECURSION', `The function '${name}' calls itself, or calls go too deep.`, span);
export const noExpression = () => query('TT-NO-EXPRESSION', 'The query has no expression to run, only definitions.');
export const badRegex = (pattern: string, why: string) =>
  query('TT-REGEX', `'${pattern}' is no regular expression: ${why}.`);
export const badArgument = (name: string, expected: string, span?: Span) =>
  query('TT-ARGUMENT', `'${name}' needs ${expected}.`, span);
export const failed = (code: string, message: string, span?: Span) => query(code, message, span);

/** Something of KQL that the engine knows and cannot do; `construct` is a key of the support matrix. */
export const unsupported = (construct: string, span?: Span, reason?: string): Problem => ({
  code: 'TT-UNSUPPORTED',
  kind: 'unsupported',
  message: `'${construct}' is not supported${reason ? `: ${reason}` : ''}.`,
  ...(span && { span }),
  hint: `/kql/support#${encodeURIComponent(construct)}`,
});

/** A bound that the evaluation reached. */
/** More steps behind or inside each other than can be run. */
export const tooDeep = (): Problem => ({
  code: 'TT-QUERY-LIMIT',
  kind: 'limit',
  message: 'The query has more steps behind or inside each other than can be run.',
});
export const limitReached = (limit: string, value: string | number): Problem => ({
  code: 'TT-LIMIT',
  kind: 'limit',
  message: `The evaluation was stopped: it reached the limit of ${value} ${limit}.`,
});
