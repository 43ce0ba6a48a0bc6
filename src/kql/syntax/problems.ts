import type { Problem } from '../../base/problem.js';
import type { Span } from '../../base/span.js';
import type { ScalarType } from '../types/scalar-type.js';

/** A text that is too long, or nested too deep, to be read. */
export const tooBig = (limit: string, value: number, span?: Span): Problem => ({
  code: 'TT-QUERY-LIMIT',
  kind: 'limit',
  message: `The query is past the limit of ${value} ${limit}.`,
  ...(span && { span }),
});

/** More syntax problems than are told. */
export const tooManyProblems = (value: number): Problem => ({
  code: 'TT-QUERY-LIMIT',
  kind: 'limit',
  message: `Only the first ${value} syntax problems are listed.`,
});

/** A literal whose text stands for no value of its type. */
export const badLiteral = (text: string, type: ScalarType, span: Span): Problem => ({
  code: 'TT-LITERAL',
  kind: 'query',
  message: `'${text}' is no value of type ${type}.`,
  span,
});

/** A number as a datetime, whose digits are neither a year nor a day: by how many they are the engine reads it in several ways. */
export const numberAsDatetime = (text: string, span: Span): Problem => ({
  code: 'TT-UNSUPPORTED',
  kind: 'unsupported',
  message: `'${text}' is not supported: what the number means is not known.`,
  span,
});

/** The name of a type that does not exist. */
export const badType = (text: string, span: Span): Problem => ({
  code: 'TT-TYPE',
  kind: 'query',
  message: `'${text}' is no scalar type.`,
  span,
});

/** A parameter list that does not begin as one. */
export const noParameters = (span: Span): Problem => ({
  code: 'TT-PARAMETERS',
  kind: 'syntax',
  message: 'Expected the parameters of a function in parentheses.',
  span,
});
