import { listOperator } from './list-operator.js';
import { hasTerm, wholeTerm } from './terms.js';

/** @see https://learn.microsoft.com/kusto/query/has-all-operator */
export default listOperator('has_all', {
  summary: 'Whether the left text has all of the right ones as whole terms, whatever the case.',
  test: (list) => {
    const tests = list.map((each) => hasTerm(each, wholeTerm, false));
    return (text) => tests.every((test) => test(text));
  },
});
