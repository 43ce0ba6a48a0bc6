import { overload, scalarFunction } from '../../plan/definitions.js';
import { isBag } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/bag-keys-function */
export default scalarFunction('bag_keys', {
  summary: 'Gives the keys of a bag; null for what is none.',
  overloads: [overload(['dynamic'], 'dynamic', (bag) => (isBag(bag) ? Object.keys(bag) : null))],
});
