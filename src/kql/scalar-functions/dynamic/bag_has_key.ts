import { overload, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { keySteps } from './bag-path.js';
import { isBag } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/bag-has-key-function */
export default scalarFunction('bag_has_key', {
  summary: 'Whether a bag has a key, or a value at a path; null for what is no bag.',
  overloads: [
    overload(['dynamic', 'string'], 'bool', (bag, key) => {
      if (!isBag(bag)) return null;
      let at: Json = bag;
      for (const step of keySteps(key)) {
        if (!(isBag(at) || Array.isArray(at)) || !Object.hasOwn(at, step)) return false;
        at = (at as { [key: string]: Json })[step];
      }
      return true;
    }),
  ],
});
