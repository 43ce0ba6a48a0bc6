import { overload, scalarFunction } from '../../plan/definitions.js';
import { distinct } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/jaccard-index-function */
export default scalarFunction('jaccard_index', {
  summary: 'How alike two sets are: what both have as a share of what either has; null when one is no array.',
  overloads: [
    overload(['dynamic', 'dynamic'], 'real', (left, right) => {
      if (!Array.isArray(left) || !Array.isArray(right)) return null;
      const [one, other] = [distinct(left), distinct(right)];
      const both = [...one.keys()].filter((key) => other.has(key)).length;
      return both / (one.size + other.size - both);
    }),
  ],
});
