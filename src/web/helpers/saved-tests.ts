import type { Catalog } from '../../corpus/index.js';
import type { SavedTestResult } from '../site.js';
import { link } from './link.js';
import type { Linked } from './rule-row.js';
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
  /** The other rules that fire on the records of the tests that fire this one. */
  readonly alsoFire: readonly Linked[];
  /** Why there may be more of them. */
  readonly othersUnknown?: string;
}

/** Builds the rows. */
export function savedTestRows(catalog: Catalog, tests: readonly SavedTestResult[]): SavedTestRows {
  const othersUnknown = tests.find((test) => test.othersUnknown !== undefined)?.othersUnknown;
  const passed = tests.filter(({ failure }) => failure === undefined).length;
  return {
    passed: passed === tests.length ? 'all passed' : `${passed} of ${tests.length} passed`,
    rows: tests.map(({ title, expect, failure }) => ({
      title,
      expects: expected(expect),
      passed: failure === undefined,
      ...(failure !== undefined && { failure }),
    })),
    alsoFire: [...new Set(tests.flatMap(({ alsoFire = [] }) => alsoFire))].map((slug) => ({
      name: catalog.summary(slug)?.name ?? slug,
      href: link.rule(slug),
    })),
    ...(othersUnknown !== undefined && { othersUnknown }),
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
