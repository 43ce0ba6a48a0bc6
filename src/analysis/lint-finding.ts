import type { Span } from '../base/span.js';
import type { LintFinding } from './model.js';

/*
 * Every sentence that lint can say. A `validity` finding means that the rule does not do what it says; a `quality` one that it could do it better.
 */

const validity = (code: string, message: string, span: Span, fix?: string): LintFinding => ({
  code,
  severity: 'validity',
  message,
  span,
  ...(fix !== undefined && { fix }),
});
const quality = (code: string, message: string, span: Span, fix?: string): LintFinding => ({
  ...validity(code, message, span, fix),
  severity: 'quality',
});

/** What is said of the rule as a whole stands at the beginning of its query. */
const RULE: Span = { start: 0, end: 0 };

export const findings = {
  unknownColumn: (name: string, table: string, meant: string, span: Span) =>
    validity(
      'unknown-column',
      `${table} has no column '${name}', but '${meant}': the engine tells letters' cases apart.`,
      span,
      `Write ${meant}.`,
    ),
  unknownTable: (name: string, meant: string, span: Span) =>
    validity(
      'unknown-table',
      `No table or function is named '${name}', but '${meant}': the engine tells letters' cases apart.`,
      span,
      `Write ${meant}.`,
    ),
  numberOnString: (field: string, table: string, span: Span) =>
    quality(
      'number-on-string',
      `${field} of ${table} is text by its schema, and the query compares it with a number, of which the engine has to make a text.`,
      span,
      'Put the number in quotes.',
    ),
  stringOnNumber: (field: string, type: string, table: string, span: Span) =>
    quality(
      'string-on-number',
      `${field} of ${table} is of the type ${type}, and the query compares it with a text, which no other spelling of the number equals.`,
      span,
      'Write the number without quotes.',
    ),
  neverTrue: (why: string, span: Span) => validity('never-true', `This can never be true: ${why}.`, span),
  valueInVain: (value: string, field: string, part: string, span: Span) =>
    validity('value-never-found', `'${value}' is never found: ${field} gives no text with '${part}'.`, span),
  neverFalse: (why: string, span: Span) => validity('never-false', `This is true of every record: ${why}.`, span),
  /** Sentinel takes query periods of up to 14 days. */
  lookBack: (asked: string, period: string, isLonger: boolean, span: Span) =>
    validity(
      'look-back-too-long',
      `The query looks back ${asked}, but a run sees the records of ${period} only.`,
      span,
      isLonger
        ? 'Look back 14d at most, and set the query period to it: it can be no longer.'
        : `Set the query period to ${asked}.`,
    ),
  periodTooShort: (period: string, frequency: string) =>
    validity(
      'period-shorter-than-frequency',
      `A run sees the records of ${period} and the next begins ${frequency} later: what lies between is never looked at.`,
      RULE,
      `Set the query period to ${frequency} at least.`,
    ),
  missingColumn: (name: string, use: string, meant: string | undefined) =>
    validity(
      'mapped-column-missing',
      `The result has no column '${name}', which the rule uses for ${use}.`,
      RULE,
      meant && `Name it ${meant}, as the query does.`,
    ),
  tacticMismatch: (technique: string, tactics: string) =>
    quality(
      'tactic-technique-mismatch',
      `${technique} serves none of the rule's tactics.`,
      RULE,
      `Name one of its tactics: ${tactics}.`,
    ),
  retired: (technique: string, by: string | undefined) =>
    quality('technique-retired', `ATT&CK no longer has ${technique}.`, RULE, by && `Name ${by} instead.`),
  deprecated: (name: string, by: string, span: Span) =>
    quality('deprecated-function', `'${name}' is deprecated.`, span, `Use ${by}.`),
  hasWouldDo: (value: string, span: Span) =>
    quality(
      'contains-for-term',
      `'contains' reads every record's text; if '${value}' is a whole word there, 'has' finds it by the index.`,
      span,
      'Use has.',
    ),
  lateFilter: (field: string, operator: string, span: Span) =>
    quality(
      'late-filter',
      `This asks for ${field}, which the table has from the beginning, only after ${operator}.`,
      span,
      `Put the filter before ${operator}.`,
    ),
  wholeTable: (table: string, column: string, span: Span) =>
    quality(
      'join-of-whole-table',
      `The join reads every record of ${table} in the time of the run; the filter on ${column} comes only behind it.`,
      span,
      `Filter by ${column} before the join, on the side that has it.`,
    ),
  star: (value: string, span: Span) =>
    quality(
      'star-is-no-wildcard',
      `'*' is a character like others in this comparison: only a text that itself has '${value}' passes.`,
      span,
      'Leave the stars out, and use contains where a part of a word is meant.',
    ),
} as const;
