import { overload, scalarFunction } from '../../plan/definitions.js';
import { mayBeUnknown, rewritingGap, rewritten } from './rewriting.js';

/** @see https://learn.microsoft.com/kusto/query/replace-regex-function */
export default scalarFunction('replace_regex', {
  summary: 'Replaces each match of a regular expression; in the replacement, backslash and digit stand for a group.',
  gap: rewritingGap,
  mayMeetGap: ([, pattern, rewrite]) => mayBeUnknown(pattern, rewrite),
  overloads: [
    overload(['string', 'string', 'string'], 'string', (text, pattern, rewrite) =>
      rewritten('replace_regex', text, pattern, rewrite),
    ),
  ],
});
