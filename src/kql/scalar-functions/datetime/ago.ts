import { prepared, scalarFunction } from '../../plan/definitions.js';
import { bounded } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/ago-function */
export default scalarFunction('ago', {
  summary: 'Gives the time a timespan before the time of the query.',
  overloads: [
    prepared(
      ['timespan'],
      'datetime',
      ({ context }) =>
        (span) =>
          bounded(context.now - span),
    ),
  ],
});
