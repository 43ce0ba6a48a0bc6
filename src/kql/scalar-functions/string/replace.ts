import { overload, scalarFunction } from '../../plan/definitions.js';
import { mayBeUnknown, rewritingGap, rewritten } from './rewriting.js';

/** @see https://learn.microsoft.com/kusto/query/replace-regex-function */
export default scalarFunction('replace', {
  summary: 'The older form of replace_regex, with the text last.',
  gap: rewritingGap,
  mayMeetGap: ([pattern, rewrite]) => mayBeUnknown(pattern, rewrite),
  overloads: [
    overload(['string', 'string', 'string'], 'string', (pattern, rewrite, text) =>
      rewritten('replace', text, pattern, rewrite),
    ),
  ],
});
