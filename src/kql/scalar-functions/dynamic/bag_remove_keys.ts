import { overload, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { keySteps } from './bag-path.js';
import { isBag } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/bag-remove-keys-function */
export default scalarFunction('bag_remove_keys', {
  summary: 'A bag without some keys, or what stands at some paths; null for what is no bag.',
  overloads: [
    overload(['dynamic', 'dynamic'], 'dynamic', (bag, keys) => {
      if (!isBag(bag) || !Array.isArray(keys)) return null;
      return keys.reduce<Json>((left, key) => (typeof key === 'string' ? without(left, keySteps(key)) : left), bag);
    }),
  ],
});

function without(json: Json, [step, ...deeper]: readonly string[]): Json {
  if (!isBag(json) || !Object.hasOwn(json, step)) return json;
  const entries = Object.entries(json);
  if (deeper.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== step));
  return Object.fromEntries(entries.map(([key, value]) => [key, key === step ? without(value, deeper) : value]));
}
