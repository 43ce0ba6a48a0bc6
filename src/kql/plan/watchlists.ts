import type { ColumnDeclaration } from '../types/table.js';

/** What every item of a Microsoft Sentinel watchlist has beside the watchlist's own columns. */
export const watchlistColumns: readonly ColumnDeclaration[] = [
  { name: '_DTItemId', type: 'string' },
  { name: 'LastUpdatedTimeUTC', type: 'datetime' },
  { name: 'SearchKey', type: 'string' },
];

const form = /^_GetWatchlist\('(.*)'\)$/s;

/** The name under which a watchlist is a table. */
export function watchlistTable(alias: string): string {
  return `_GetWatchlist('${alias}')`;
}

/** The alias of the watchlist that a table's name means; undefined for every other table. */
export function watchlistAlias(table: string): string | undefined {
  return form.exec(table)?.[1];
}
