import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';

/** What no regular expression escapes, and what every one does; on the rest the libraries do not agree. */
const settled = /^(?:[\w\\*+?|{[()^$.]|[^\0-\x7f])*$/u;

/** @see https://learn.microsoft.com/kusto/query/regex-quote-function */
export default scalarFunction('regex_quote', {
  summary: 'Escapes what means something in a regular expression.',
  gap: 'a text that holds a blank, a control character or one of ``]}#-&~!"%\',/:;<=>@` ``',
  overloads: [
    overload(['string'], 'string', (text) => {
      if (!settled.test(text))
        raise(unsupported('regex_quote', undefined, `whether it escapes all of '${text}' is not known`));
      return text.replace(/[\\*+?|{[()^$.]/g, '\\$&');
    }),
  ],
});
