import { badArgument, raise } from '../../problems.js';

/** One piece of a pattern for what it is about. */
export type Piece<Of> = (of: Of) => string;

/**
 * Reads a pattern of letters into pieces: at each place the longest known run of letters, or a separator. What is neither is refused
 * in the name of the function.
 */
export function readPattern<Of>(name: string, pattern: string, pieces: ReadonlyMap<string, Piece<Of>>): Piece<Of> {
  const found: Piece<Of>[] = [];
  for (let at = 0; at < pattern.length; ) {
    let length = 1;
    while (pattern[at + length] === pattern[at]) length++;
    let piece = pieces.get(pattern.slice(at, at + length));
    while (piece === undefined && --length > 0) piece = pieces.get(pattern.slice(at, at + length));
    const letter = pattern[at];
    if (piece === undefined) {
      if (!/[\s/\-:,._[\]]/.test(letter)) raise(badArgument(name, `a pattern it knows, without '${letter}'`));
      length = 1;
      piece = () => letter;
    }
    found.push(piece);
    at += length;
  }
  return (of) => found.map((piece) => piece(of)).join('');
}

/** The pieces `f`, `ff` ... of the fraction of a second, and `F`, `FF` ... without zeros at the end. */
export function fractionPieces<Of>(tick: (of: Of) => number): [string, Piece<Of>][] {
  return [1, 2, 3, 4, 5, 6, 7].flatMap((size): [string, Piece<Of>][] => {
    const digits = (of: Of) => String(tick(of)).padStart(7, '0').slice(0, size);
    return [
      ['f'.repeat(size), digits],
      ['F'.repeat(size), (of) => digits(of).replace(/0+$/, '')],
    ];
  });
}

/** The pieces of one number: the letter alone, and doubled with two digits. */
export function numberPieces<Of>(letter: string, number: (of: Of) => number): [string, Piece<Of>][] {
  return [
    [letter, (of) => String(number(of))],
    [letter.repeat(2), (of) => String(number(of)).padStart(2, '0')],
  ];
}
