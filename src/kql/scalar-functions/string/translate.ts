import { prepared, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/translate-function */
export default scalarFunction('translate', {
  summary:
    'Replaces each character of one list by the one at its place in another; the last one stands for all missing ones.',
  overloads: [
    prepared(['string', 'string', 'string'], 'string', ({ constants: [search, replacement] }) => {
      const constant =
        typeof search === 'string' && typeof replacement === 'string' ? dictionary(search, replacement) : undefined;
      return (searchList, replacementList, text) => {
        const rewriteOf = constant ?? dictionary(searchList, replacementList);
        return Array.from(text, (character) => rewriteOf.get(character) ?? character).join('');
      };
    }),
  ],
});

function dictionary(search: string, replacement: string): Map<string, string> {
  const rewrites = [...replacement];
  const found = new Map<string, string>();
  [...search].forEach((character, i) => {
    if (!found.has(character)) found.set(character, rewrites[i] ?? rewrites.at(-1) ?? '');
  });
  return found;
}
