/** Rows of a result that something speaks of. */
export interface RowLinks {
  /** Numbered from 1; those that the page shows have an address. */
  readonly rows: readonly { readonly ordinal: number; readonly href?: string }[];
  readonly moreRows: number;
}

const linksShown = 5;

/** Links to rows of a result by their places, on a page that shows so many of them. */
export function rowLinks(places: readonly number[], resultRowsShown: number): RowLinks {
  return {
    rows: places.slice(0, linksShown).map((place) => ({
      ordinal: place + 1,
      ...(place < resultRowsShown ? { href: `#row-${place + 1}` } : {}),
    })),
    moreRows: Math.max(0, places.length - linksShown),
  };
}
