import { overload, scalarFunction } from '../../plan/definitions.js';
import { isAscii } from '../../types/letter-case.js';
import { encodePunycode } from './punycode.js';

/** @see https://learn.microsoft.com/kusto/query/punycode-domain-to-string-function */
export default scalarFunction('punycode_domain_to_string', {
  summary: 'Writes the labels of a domain that are not ASCII in Punycode.',
  overloads: [
    overload(['string'], 'string', (domain) =>
      domain
        .split(/[.\u3002\uff0e\uff61]/)
        .map((label) => (isAscii(label) ? label : `xn--${encodePunycode(label)}`))
        .join('.'),
    ),
  ],
});
