import { compileRegex } from '../../types/regex.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/matches-regex-operator */
export default textOperator('matches regex', {
  summary: 'Whether a regular expression matches somewhere in the left text.',
  test: (pattern) => {
    const regex = compileRegex(pattern);
    return (text) => regex.isMatch(text);
  },
});
