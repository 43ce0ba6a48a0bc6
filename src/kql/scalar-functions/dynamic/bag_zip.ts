import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';

/** @see https://learn.microsoft.com/kusto/query/bag-zip */
export default scalarFunction('bag_zip', {
  summary: 'Makes a bag of an array of keys and one of values; keys that are no strings are left out.',
  gap: 'A key that stands twice is refused.',
  overloads: [
    overload(
      ['dynamic', 'dynamic'],
      'dynamic',
      (keys, values) => {
        if (!Array.isArray(keys)) return null;
        const bag = new Map<string, Json>();
        keys.forEach((key, i) => {
          if (typeof key !== 'string') return;
          if (bag.has(key)) raise(unsupported('bag_zip', undefined, `the key '${key}' twice`));
          bag.set(key, Array.isArray(values) ? (values[i] ?? null) : null);
        });
        return Object.fromEntries(bag);
      },
      { nulls: 'given' },
    ),
  ],
});
