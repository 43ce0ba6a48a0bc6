import { prepared, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/ingestion-time-function */
export default scalarFunction('ingestion_time', {
  summary: 'Gives the time of the query: records that are posted with it come in at that moment.',
  overloads: [
    prepared(
      [],
      'datetime',
      ({ context }) =>
        () =>
          context.now,
    ),
  ],
});
