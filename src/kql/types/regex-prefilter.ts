import type { Class, Hir } from 'rregex';

/** What every matching text must hold, told by JavaScript's own engine, which is faster on short literals. */
export interface Prefilter {
  test(text: string): boolean;
  /** Whether it tells all: a text that passes matches. */
  readonly exact: boolean;
}

/** A piece of a pattern as JavaScript's: `sequence` for characters of fixed number, one behind the other. */
interface Part {
  readonly source: string;
  readonly least: number;
  readonly exact: boolean;
  readonly sequence: boolean;
}

const longest = 2000;

/**
 * Takes the literal that a pattern demands from the pattern's syntax tree, or undefined when it demands none.
 * It holds no repetition and no choice inside a sequence, so that JavaScript's backtracking takes linear time.
 */
export function prefilterOf(syntax: Hir): Prefilter | undefined {
  const part = partOf(syntax);
  if (part === undefined || part.source.length > longest || (part.least < 2 && !part.exact)) return undefined;
  const regex = new RegExp(part.source);
  return { test: (text) => regex.test(text), exact: part.exact };
}

function partOf({ kind }: Hir): Part | undefined {
  switch (kind['@variant']) {
    case 'Literal':
      return literalPart(kind['@values'][0]['@values'][0]);
    case 'Class':
      return classPart(kind['@values'][0]);
    case 'Capture':
      return partOf(kind['@values'][0].sub);
    case 'Repetition': {
      const { min, sub } = kind['@values'][0];
      const part = min > 0 ? partOf(sub) : undefined;
      return part && { ...part, exact: false, sequence: false };
    }
    case 'Concat':
      return concatPart(kind['@values'][0].map(partOf));
    case 'Alternation':
      return alternationPart(kind['@values'][0].map(partOf));
    default:
      return undefined;
  }
}

function literalPart(bytes: Uint8Array): Part | undefined {
  const text = new TextDecoder().decode(bytes);
  return [...text].every(isPlain)
    ? { source: escaped(text), least: text.length, exact: true, sequence: true }
    : undefined;
}

function classPart(found: Class): Part | undefined {
  if (found['@variant'] !== 'Unicode') return undefined;
  const { ranges } = found['@values'][0];
  if (ranges.length === 0 || ranges.length > 8 || ranges.some(({ end }) => end.length > 1 || end >= '\ud800'))
    return undefined;
  const source = ranges.map(({ start, end }) => `${escaped(start)}-${escaped(end)}`).join('');
  return { source: `[${source}]`, least: 1, exact: true, sequence: true };
}

/** The longest run of plain characters, or the best part of the others. */
function concatPart(parts: readonly (Part | undefined)[]): Part | undefined {
  const candidates: Part[] = [];
  let run: Part | undefined;
  for (const part of parts) {
    if (part?.sequence) {
      run = run === undefined ? part : { ...part, source: run.source + part.source, least: run.least + part.least };
      continue;
    }
    if (run !== undefined) candidates.push(run);
    run = undefined;
    if (part !== undefined) candidates.push(part);
  }
  if (run !== undefined) candidates.push(run);
  if (candidates.length === 0) return undefined;
  if (parts.every((part) => part?.sequence)) return candidates[0];
  const best = candidates.reduce((a, b) => (b.least > a.least ? b : a));
  return { ...best, exact: false, sequence: false };
}

function alternationPart(parts: readonly (Part | undefined)[]): Part | undefined {
  if (!parts.every((part) => part !== undefined)) return undefined;
  return {
    source: `(?:${parts.map((part) => part.source).join('|')})`,
    least: Math.min(...parts.map((part) => part.least)),
    exact: parts.every((part) => part.exact),
    sequence: false,
  };
}

/** One UTF-16 unit that stands for itself in both engines; a lone surrogate of the text is U+FFFD to the other one. */
function isPlain(character: string): boolean {
  return character.length === 1 && character !== '\ufffd';
}

function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
