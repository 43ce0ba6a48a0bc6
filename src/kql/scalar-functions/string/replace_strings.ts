import { overload, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';

/** @see https://learn.microsoft.com/kusto/query/replace-strings-function */
export default scalarFunction('replace_strings', {
  summary: 'Replaces the occurrences of several texts; where two overlap, the one listed first is replaced.',
  overloads: [
    overload(['string', 'dynamic', 'dynamic'], 'string', (text, lookups, rewrites) => {
      if (!Array.isArray(lookups) || !Array.isArray(rewrites)) return text;
      if (lookups.length !== rewrites.length) raise(badArgument('replace_strings', 'as many rewrites as lookups'));
      let pieces: Piece[] = [{ text, settled: false }];
      lookups.forEach((lookup, i) => {
        const rewrite = rewrites[i];
        if (typeof lookup !== 'string' || lookup === '') return;
        pieces = pieces.flatMap((piece) => replaced(piece, lookup, typeof rewrite === 'string' ? rewrite : lookup));
      });
      return pieces.map((piece) => piece.text).join('');
    }),
  ],
});

/** A piece of the text; what was put in or matched is settled and not searched again. */
interface Piece {
  readonly text: string;
  readonly settled: boolean;
}

function replaced(piece: Piece, lookup: string, rewrite: string): Piece[] {
  if (piece.settled) return [piece];
  return piece.text.split(lookup).flatMap((text, i) =>
    i === 0
      ? [{ text, settled: false }]
      : [
          { text: rewrite, settled: true },
          { text, settled: false },
        ],
  );
}
