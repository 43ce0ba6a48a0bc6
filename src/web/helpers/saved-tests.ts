import type { SavedTestResult } from '../site.js';
import { quantity } from './words.js';

/** The saved tests of a rule, as its page shows them. */
export interface SavedTestRows {
  /** How many of them passed, in words. */
  readonly passed: string;
  readonly rows: readonly {
    readonly title: string;
    readonly expects: string;
    readonly passed: boolean;
    readonly failure?: string;
  }[];
}

/** Builds the rows. */
export function savedTestRows(tests: readonly SavedTestResult[]): SavedTestRows {
  const passed = tests.filter(({ failure }) => failure === undefined).length;
  return {
    passed: passed === tests.length ? 'all passed' : `${passed} of ${tests.length} passed`,
    rows: tests.map(({ title, expect, failure }) => ({
      title,
      expects: expected(expect),
      passed: failure === undefined,
      ...(failure !== undefined && { failure }),
    })),
  };
}

function expected({ alert, count, rows }: SavedTestResult['expect']): string {
  const parts = [
    ...(alert === undefined ? [] : [alert ? 'an alert' : 'no alert']),
    ...(count === undefined ? [] : [quantity(count, 'row')]),
    ...(rows === undefined ? [] : [`${quantity(rows.length, 'row')} with given cells`]),
  ];
  return parts.join(', ') || 'unknown';
}
