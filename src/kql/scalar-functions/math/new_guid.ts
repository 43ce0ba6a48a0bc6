import { prepared, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/new-guid-function */
export default scalarFunction('new_guid', {
  summary: 'A random guid (version 4), from the seed of the evaluation.',
  volatile: true,
  overloads: [
    prepared([], 'guid', ({ context }) => () => {
      const digit = (below: number, from = 0) => (from + Math.floor(context.random() * below)).toString(16);
      return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
        place === 'x' ? digit(16) : digit(4, 8),
      );
    }),
  ],
});
