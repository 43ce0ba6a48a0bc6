import { prepared, scalarFunction } from '../../plan/definitions.js';
import { failed, raise } from '../../problems.js';
import { toElement } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/bag-pack-columns-function */
export default scalarFunction('bag_pack_columns', {
  summary: 'Makes a bag of columns, each under its name.',
  overloads: [
    prepared(
      ['any', '...any'],
      'dynamic',
      ({ types, expressions }) => {
        const names = expressions.map((each) =>
          each.is === 'column' ? each.name : raise(failed('KS109', 'Expected the name of a column.', each.span)),
        );
        return (...values) => Object.fromEntries(values.map((value, i) => [names[i], toElement(value, types[i])]));
      },
      { nulls: 'given' },
    ),
  ],
});
