import { prepared, scalarFunction } from '../../plan/definitions.js';
import { bounded } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/now-function */
export default scalarFunction('now', {
  summary: 'Gives the time of the query, the same throughout, moved by a timespan.',
  overloads: [
    prepared(
      ['timespan?'],
      'datetime',
      ({ context }) =>
        (offset) =>
          bounded(context.now + (offset ?? 0n)),
    ),
  ],
});
