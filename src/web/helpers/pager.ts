/** A page of a list: which entries it shows and where the pages beside it are. */
export interface Pager {
  readonly total: number;
  readonly first: number;
  readonly last: number;
  readonly previous?: string;
  readonly next?: string;
}

/** Cuts one page out of a list; `at` gives the address of a page by its number. */
export function paged<T>(
  entries: readonly T[],
  page: number,
  size: number,
  at: (page: number) => string,
): { shown: readonly T[]; pager: Pager } {
  const pages = Math.max(1, Math.ceil(entries.length / size));
  const number = Math.min(page, pages);
  const start = (number - 1) * size;
  const shown = entries.slice(start, start + size);
  return {
    shown,
    pager: {
      total: entries.length,
      first: shown.length === 0 ? 0 : start + 1,
      last: start + shown.length,
      ...(number > 1 ? { previous: at(number - 1) } : {}),
      ...(number < pages ? { next: at(number + 1) } : {}),
    },
  };
}
