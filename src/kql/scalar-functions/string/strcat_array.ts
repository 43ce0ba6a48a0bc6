import { prepared, scalarFunction } from '../../plan/definitions.js';
import { valueText } from '../../types/text.js';
import { textReader } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/strcat-array-function */
export default scalarFunction('strcat_array', {
  summary: 'Joins the texts of an array with a delimiter between them; what is no array gives its own text.',
  aliases: ['array_strcat'],
  overloads: [
    prepared(['dynamic', 'any'], 'string', (given) => {
      const text = textReader(given, 1);
      return (array, delimiter) =>
        Array.isArray(array)
          ? array.map((each) => valueText(each, 'dynamic')).join(text(delimiter))
          : valueText(array, 'dynamic');
    }),
  ],
});
