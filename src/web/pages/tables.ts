import type { Catalog } from '../../corpus/index.js';
import { logShare } from '../helpers/bar.js';
import { link } from '../helpers/link.js';
import { type Pager, paged } from '../helpers/pager.js';
import { number, quantity } from '../helpers/words.js';

/** The tables that rules read, most read first. */
export interface TablesPage {
  readonly found: string;
  readonly once: string;
  readonly tables: readonly {
    readonly name: string;
    readonly href: string;
    readonly rules: number;
    readonly columns?: number;
    readonly width: number;
  }[];
  readonly pager: Pager;
}

/** Builds the list of tables. */
export function tablesPage(catalog: Catalog, page: number): TablesPage {
  const entries = catalog.facet('table');
  const { shown, pager } = paged(entries, page, 100, (page) => `/tables?page=${page}`);
  return {
    found: quantity(entries.length, 'table'),
    once: number(entries.filter(({ count }) => count === 1).length),
    tables: shown.map(({ value, count }) => {
      const columns = catalog.schema(value)?.columns.length;
      return {
        name: value,
        href: link.table(value),
        rules: count,
        width: logShare(count, catalog.stats.rules),
        ...(columns === undefined ? {} : { columns }),
      };
    }),
    pager,
  };
}
