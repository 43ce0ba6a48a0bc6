import { aggregateOverload } from '../plan/definitions.js';
import { type Json, WholeReal } from '../types/value.js';

type Bag = Map<string, Json>;

/** The properties of all bags, of at most so many; the first value of a key counts, and what is no bag is skipped. */
export function bagOf(mostUnlessGiven: number, atMost: number) {
  return aggregateOverload(
    ['dynamic', 'long?'],
    'dynamic',
    ({ constants }) => {
      const most = Math.min(Number(constants[1] ?? mostUnlessGiven), atMost);
      const put = (bag: Bag, key: string, value: Json) => {
        if (bag.size < most && !bag.has(key)) bag.set(key, value);
      };
      return {
        start: (): Bag => new Map(),
        add(bag: Bag, json: Json) {
          if (json === null || typeof json !== 'object' || Array.isArray(json) || json instanceof WholeReal) return bag;
          for (const key of Object.keys(json)) put(bag, key, json[key]);
          return bag;
        },
        merge(a: Bag, b: Bag) {
          for (const [key, value] of b) put(a, key, value);
          return a;
        },
        finish: (bag: Bag) => Object.fromEntries(bag),
      };
    },
    { literal: [1], exact: true },
  );
}
