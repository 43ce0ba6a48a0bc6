import { overload, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/replace-string-function */
export default scalarFunction('replace_string', {
  summary: 'Replaces each occurrence of a text in another.',
  overloads: [
    overload(
      ['string', 'string', 'string'],
      'string',
      (text, lookup, rewrite) => (lookup === '' ? text : text.replaceAll(lookup, () => rewrite)),
      { exact: true },
    ),
  ],
});
