import type { Class, Hir, Repetition } from 'rregex';
import { isAscii } from './letter-case.js';

/** A pattern for JavaScript's own engine, which starts faster than the other: for texts in ASCII, where both read it alike. */
export interface NativeRegex {
  readonly regex: RegExp;
  /** Whether a text is in ASCII and short enough for backtracking. */
  fits(text: string): boolean;
}

/** Characters of ASCII from one to another, both included. */
type Range = readonly [number, number];
type Characters = readonly Range[];

/** A piece of a pattern: what can begin it, and whether it can be empty. */
interface Piece {
  readonly source: string;
  readonly first: Characters;
  readonly nullable: boolean;
}

/**
 * Backtracking tries the ends of a loop one by one where what follows the loop can also be in it, so a text may take as many steps as
 * its length to the power of the loops of that kind and two more (the start of the match, the loop itself). These lengths keep it short.
 */
const longestText = [4096, 256];
const longestPattern = 4000;

/** Undefined for what the engines might read differently, or slowly. */
export function nativeRegex(syntax: Hir, groupCount: number): NativeRegex | undefined {
  const translator = new Translator();
  const piece = translator.piece(syntax, []);
  const longest = longestText[translator.ambiguous];
  if (piece === undefined || longest === undefined || piece.source.length > longestPattern) return undefined;
  if (translator.groups !== groupCount) return undefined;
  return { regex: new RegExp(piece.source), fits: (text) => text.length <= longest && isAscii(text) };
}

class Translator {
  ambiguous = 0;
  groups = 0;
  private loops = 0;

  /** `follow` is what can come behind the piece. */
  piece({ kind }: Hir, follow: Characters): Piece | undefined {
    switch (kind['@variant']) {
      case 'Empty':
        return { source: '', first: [], nullable: true };
      case 'Literal':
        return literal(kind['@values'][0]['@values'][0]);
      case 'Class':
        return characterOf(kind['@values'][0]);
      case 'Look':
        return this.look(kind['@values'][0]['@variant']);
      case 'Repetition':
        return this.repetition(kind['@values'][0], follow);
      case 'Capture': {
        // An engine empties the groups of a loop at each turn, the other does not.
        if (this.loops > 0) return undefined;
        this.groups++;
        const inner = this.piece(kind['@values'][0].sub, follow);
        return inner && { ...inner, source: `(${inner.source})` };
      }
      case 'Concat':
        return this.sequence(kind['@values'][0], follow);
      case 'Alternation':
        return this.choice(kind['@values'][0], follow);
    }
  }

  private look(variant: string): Piece | undefined {
    const source = { Start: '^', End: '$', WordUnicode: '\\b', WordAscii: '\\b' }[variant];
    return source === undefined ? undefined : { source, first: [], nullable: true };
  }

  /** From its end to its start, as each part must know what follows it. */
  private sequence(parts: readonly Hir[], follow: Characters): Piece | undefined {
    let whole: Piece = { source: '', first: [], nullable: true };
    for (const part of parts.toReversed()) {
      const piece = this.piece(part, whole.nullable ? [...whole.first, ...follow] : whole.first);
      if (piece === undefined) return undefined;
      whole = {
        source: piece.source + whole.source,
        first: piece.nullable ? [...piece.first, ...whole.first] : piece.first,
        nullable: piece.nullable && whole.nullable,
      };
    }
    return whole;
  }

  private choice(alternatives: readonly Hir[], follow: Characters): Piece | undefined {
    const first: Range[] = [];
    const sources: string[] = [];
    let nullable = false;
    for (const alternative of alternatives) {
      const piece = this.piece(alternative, follow);
      if (piece === undefined) return undefined;
      const begins = piece.nullable ? [...piece.first, ...follow] : piece.first;
      if (overlap(first, begins)) return undefined;
      first.push(...begins);
      sources.push(piece.source);
      nullable ||= piece.nullable;
    }
    return { source: `(?:${sources.join('|')})`, first, nullable };
  }

  private repetition({ min, max, greedy, sub }: Repetition, follow: Characters): Piece | undefined {
    const loops = max !== 1;
    if (loops) this.loops++;
    const simple = sub.kind['@variant'] === 'Class' || sub.kind['@variant'] === 'Literal';
    // Anything may follow what is inside a loop of more than one piece: then nothing in it may be left open.
    const inner = this.piece(sub, loops && !simple ? [every] : follow);
    if (loops) this.loops--;
    if (inner === undefined || inner.nullable) return undefined;
    if (min !== max && overlap(inner.first, follow)) {
      // Inside another loop, or with a choice of its own, it would multiply the ways.
      if (!simple || this.loops > 0) return undefined;
      this.ambiguous++;
    }
    const count = `{${min},${max ?? ''}}${greedy ? '' : '?'}`;
    return { source: `(?:${inner.source})${count}`, first: inner.first, nullable: min === 0 };
  }
}

const last = 0x7f;
const every: Range = [0, last];

function literal(bytes: Uint8Array): Piece | undefined {
  if (bytes.some((byte) => byte > last)) return undefined;
  return { source: Array.from(bytes, escaped).join(''), first: [[bytes[0], bytes[0]]], nullable: false };
}

function characterOf(found: Class): Piece | undefined {
  if (found['@variant'] !== 'Unicode') return undefined;
  const ranges: Range[] = [];
  for (const { start, end } of found['@values'][0].ranges) {
    const [from, to] = [start.codePointAt(0) ?? 0, end.codePointAt(0) ?? 0];
    if (from <= last) ranges.push([from, Math.min(to, last)]);
  }
  if (ranges.length === 0) return undefined;
  const source = ranges.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join('');
  return { source: `[${source}]`, first: ranges, nullable: false };
}

function escaped(code: number): string {
  const letterOrDigit = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return letterOrDigit ? String.fromCharCode(code) : `\\u${code.toString(16).padStart(4, '0')}`;
}

function overlap(some: Characters, others: Characters): boolean {
  return some.some(([from, to]) => others.some(([start, end]) => from <= end && start <= to));
}
