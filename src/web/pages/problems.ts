import type { Catalog, CatalogProblem } from '../../corpus/index.js';
import { link } from '../helpers/link.js';
import { type Pager, paged } from '../helpers/pager.js';
import type { Linked } from '../helpers/rule-row.js';
import { number, quantity } from '../helpers/words.js';

interface ProblemRow extends CatalogProblem {
  readonly place: string;
  /** The rules that the file gave all the same. */
  readonly kept: readonly Linked[];
}

/** What the last ingest could not read or had to repair. */
export interface ProblemsPage {
  readonly found: string;
  readonly files: string;
  readonly codes: readonly {
    readonly code: string;
    readonly count: number;
    readonly href: string;
    readonly chosen: boolean;
  }[];
  readonly problems: readonly ProblemRow[];
  readonly pager: Pager;
}

/** Builds the list of ingest problems, of one code or of all. */
export function problemsPage(catalog: Catalog, code: string | undefined, page: number): ProblemsPage {
  const found = catalog.problems.filter((problem) => code === undefined || problem.code === code);
  const counts = new Map<string, number>();
  for (const problem of catalog.problems) counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1);
  const kept = new Map<string, Linked[]>();
  for (const rule of catalog.rules)
    kept.set(rule.path, [...(kept.get(rule.path) ?? []), { name: rule.name, href: link.rule(rule.slug) }]);
  const query = code === undefined ? '' : `code=${encodeURIComponent(code)}&`;
  const { shown, pager } = paged(found, page, 100, (page) => `/problems?${query}page=${page}`);
  return {
    found: quantity(found.length, 'problem'),
    files: `${number(new Set(found.map((problem) => problem.path)).size)} of ${quantity(catalog.stats.files, 'file')}`,
    codes: [...counts]
      .sort((left, right) => right[1] - left[1])
      .map(([name, count]) => ({
        code: name,
        count,
        chosen: name === code,
        href: name === code ? '/problems' : `/problems?code=${encodeURIComponent(name)}`,
      })),
    problems: shown.map((problem) => ({
      ...problem,
      place: [problem.line, problem.column].filter((part) => part !== undefined).join(':'),
      kept: problem.path === undefined ? [] : (kept.get(problem.path) ?? []),
    })),
    pager,
  };
}
