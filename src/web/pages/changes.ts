import { type Catalog, changedLines, type RuleChange } from '../../corpus/index.js';
import { link } from '../helpers/link.js';
import { type Pager, paged } from '../helpers/pager.js';
import { moment, quantity, shortened } from '../helpers/words.js';

interface ChangeRow {
  readonly change: RuleChange['change'];
  readonly name: string;
  readonly path: string;
  /** Where the rule is in the catalog. */
  readonly href?: string;
  readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  readonly differences: readonly {
    readonly title: string;
    readonly removed: readonly string[];
    readonly added: readonly string[];
  }[];
  /** The lines of the query that differ, stretch by stretch. */
  readonly query?: ReturnType<typeof changedLines>;
}

/** What the ingests since the first have changed. */
export interface ChangesPage {
  readonly found: string;
  readonly newest?: string;
  readonly ingests: readonly {
    readonly at: string;
    readonly when: string;
    readonly counts: string;
    readonly rules: readonly ChangeRow[];
  }[];
  readonly pager: Pager;
}

/** Builds the list of changes, ten ingests on a page. */
export function changesPage(catalog: Catalog, page: number): ChangesPage {
  const history = catalog.history();
  const places = new Map(catalog.rules.map((rule) => [placeOf(rule.id, rule.path), link.rule(rule.slug)]));
  const { shown, pager } = paged(history, page, 10, (page) => `/changes?page=${page}`);
  const brought = history.reduce((sum, each) => sum + each.indicators.length, 0);
  return {
    found: quantity(history.length, 'ingest'),
    ...(brought > 0 && { newest: quantity(brought, 'indicator') }),
    ingests: shown.map(({ at, rules, indicators }) => ({
      at,
      when: moment(at),
      counts: [
        ...(['added', 'changed', 'removed'] as const)
          .map((change) => ({ change, count: rules.filter((each) => each.change === change).length }))
          .filter(({ count }) => count > 0)
          .map(({ change, count }) => `${quantity(count, 'rule')} ${change}`),
        ...(indicators.length > 0 ? [`${quantity(indicators.length, 'indicator')} not seen before`] : []),
      ].join(', '),
      rules: rules.map((each) => changeRow(each, places.get(placeOf(each.ruleId, each.path)))),
    })),
    pager,
  };
}

const placeOf = (id: string, path: string) => `${id.toLowerCase()} ${path}`;

function changeRow(change: RuleChange, href: string | undefined): ChangeRow {
  const { fields = [], indicators, outputs } = change;
  const query = fields.find(({ field }) => field === 'query');
  const differences = [
    { title: 'looks for', ...indicators },
    { title: 'gives', ...outputs },
  ];
  return {
    change: change.change,
    name: change.name,
    path: change.path,
    ...(href !== undefined && { href }),
    fields: fields
      .filter(({ field }) => field !== 'query')
      .map(({ field, before, after }) => ({ field, before: shown(before), after: shown(after) })),
    differences: differences
      .map(({ title, removed = [], added = [] }) => ({ title, removed, added }))
      .filter(({ removed, added }) => removed.length + added.length > 0),
    ...(query && { query: changedLines(String(query.before), String(query.after)) }),
  };
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return shortened(typeof value === 'string' ? value : JSON.stringify(value), 200);
}
