import { overload, scalarFunction } from '../../plan/definitions.js';
import { decodePunycode } from './punycode.js';

/** @see https://learn.microsoft.com/kusto/query/punycode-domain-from-string-function */
export default scalarFunction('punycode_domain_from_string', {
  summary: 'Reads the labels of a domain that are in Punycode; empty where one is none.',
  overloads: [
    overload(['string'], 'string', (domain) => {
      const labels = domain.split('.').map((label) => (/^xn--/i.test(label) ? decodePunycode(label.slice(4)) : label));
      return labels.includes(null) ? '' : labels.join('.');
    }),
  ],
});
