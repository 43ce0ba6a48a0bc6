import { overload, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { compileRegex } from '../../types/regex.js';

/** @see https://learn.microsoft.com/kusto/query/countof-function */
export default scalarFunction('countof', {
  summary: 'Counts how often a text holds another, overlaps included, or how often a regular expression matches.',
  overloads: [
    overload(
      ['string', 'string', 'string?'],
      'long',
      (text, search, kind) => {
        if (kind === 'regex') return compileRegex(search).matchAll(text).length;
        if (kind !== undefined && kind !== 'normal') raise(badArgument('countof', "'normal' or 'regex' as its kind"));
        if (search === '') return 0;
        let count = 0;
        for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) count++;
        return count;
      },
      { exact: true },
    ),
  ],
});
