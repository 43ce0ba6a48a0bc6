import { overload, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { escapeLiteral } from '../../scalar-operators/string/terms.js';

/** @see https://learn.microsoft.com/kusto/query/replace-strings-function */
export default scalarFunction('replace_strings', {
  summary: 'Replaces the occurrences of several texts in one pass; where two could match, the one listed first does.',
  overloads: [
    overload(['string', 'dynamic', 'dynamic'], 'string', (text, lookups, rewrites) => {
      if (!Array.isArray(lookups) || !Array.isArray(rewrites)) return text;
      if (lookups.length !== rewrites.length) raise(badArgument('replace_strings', 'as many rewrites as lookups'));
      const rewriteOf = new Map<string, string>();
      lookups.forEach((lookup, i) => {
        const rewrite = rewrites[i];
        if (typeof lookup === 'string' && lookup !== '' && !rewriteOf.has(lookup))
          rewriteOf.set(lookup, typeof rewrite === 'string' ? rewrite : lookup);
      });
      if (rewriteOf.size === 0) return text;
      const any = new RegExp([...rewriteOf.keys()].map(escapeLiteral).join('|'), 'g');
      return text.replace(any, (found) => rewriteOf.get(found) as string);
    }),
  ],
});
