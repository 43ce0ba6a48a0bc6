import { overload, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { isBag } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/bag-merge-function */
export default scalarFunction('bag_merge', {
  summary: 'Joins bags to one; the first value of a key counts, and what is no bag is left out.',
  overloads: [
    overload(
      ['dynamic', 'dynamic', '...dynamic'],
      'dynamic',
      (...bags) => {
        const merged = new Map<string, Json>();
        for (const bag of bags) {
          if (!isBag(bag)) continue;
          for (const [key, value] of Object.entries(bag)) if (!merged.has(key)) merged.set(key, value);
        }
        return bags.some(isBag) ? Object.fromEntries(merged) : null;
      },
      { nulls: 'given' },
    ),
  ],
});
