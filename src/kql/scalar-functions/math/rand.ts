import { prepared, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';

/** @see https://learn.microsoft.com/kusto/query/rand-function */
export default scalarFunction('rand', {
  summary: 'A random real from 0 to 1, or a whole one below a number, from the seed of the evaluation.',
  gap: 'A number below 1.',
  volatile: true,
  naming: 'first-argument',
  overloads: [
    prepared(
      [],
      'real',
      ({ context }) =>
        () =>
          context.random(),
    ),
    prepared(['long'], 'real', ({ context }) => (count) => {
      if (count < 1n) return raise(unsupported('rand', undefined, 'there is no number from 0 to below it'));
      return Math.floor(context.random() * Number(count));
    }),
  ],
});
