import { overload, scalarFunction } from '../../plan/definitions.js';
import { KustoDecimal } from '../../types/convert.js';

/** One to four numbers of up to eight digits. */
const form = /^\d{1,8}(?:\.\d{1,8}){0,3}$/;

/** @see https://learn.microsoft.com/kusto/query/parse-version-function */
export default scalarFunction('parse_version', {
  summary: 'Makes a number of a version, eight digits for each of four parts, so that versions can be compared.',
  overloads: [
    overload(['string'], 'decimal', (text) => {
      if (!form.test(text)) return null;
      const parts = text.split('.').map((part) => part.padStart(8, '0'));
      return new KustoDecimal(parts.join('').padEnd(32, '0'));
    }),
  ],
});
