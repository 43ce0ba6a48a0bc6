import { overload, scalarFunction } from '../../plan/definitions.js';
import { distinct } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/scalar-functions */
export default scalarFunction('set_equals', {
  summary: 'Whether two arrays have the same distinct elements; null when one is no array.',
  overloads: [
    overload(['dynamic', 'dynamic'], 'bool', (left, right) => {
      if (!Array.isArray(left) || !Array.isArray(right)) return null;
      const [one, other] = [distinct(left), distinct(right)];
      return one.size === other.size && [...one.keys()].every((key) => other.has(key));
    }),
  ],
});
