import type { IndicatorKind, IndicatorValue, Predicate, PredicateTree } from './model.js';

/**
 * Whether every record that meets all of the first conditions meets the second one, by what the comparisons mean. True is a proof;
 * false says that there is none, not that there is a record which tells them apart.
 */
export function implies(given: readonly PredicateTree[], wanted: PredicateTree): boolean {
  return new Proof().follows(
    given.flatMap((tree) => conjuncts(normal(tree, true))),
    normal(wanted, true),
  );
}

/** A comparison that must be true, or false. */
interface Literal {
  readonly is: 'literal';
  readonly field: string;
  readonly kind: IndicatorKind;
  /** One of them must meet the comparison, or none. */
  readonly values: readonly IndicatorValue[];
  readonly cased: boolean | undefined;
  readonly positive: boolean;
}

type Normal = Literal | { readonly is: 'and' | 'or'; readonly parts: readonly Normal[] };

/** Kinds that are met by one of several values. */
const ANY_OF: ReadonlySet<IndicatorKind> = new Set([
  'eq',
  'contains',
  'has',
  'has_prefix',
  'has_suffix',
  'starts_with',
  'ends_with',
]);

/** Negation goes to the comparisons; alternatives of one comparison become one with several values. */
function normal(tree: PredicateTree, positive: boolean): Normal {
  switch (tree.is) {
    case 'opaque':
      throw new Error('A record filter holds comparisons only.');
    case 'predicate':
      return literal(tree, positive);
    case 'not':
      return normal(tree.parts[0], !positive);
    default: {
      const is = (tree.is === 'and') === positive ? 'and' : 'or';
      const parts = tree.parts.map((part) => normal(part, positive));
      const flat = parts.flatMap((part) => (part.is === is ? part.parts : [part]));
      const merged = mergedLiterals(flat, is === 'or');
      return merged.length === 1 ? merged[0] : { is, parts: merged };
    }
  }
}

function literal({ field, kind, values, cased }: Predicate, positive: boolean): Literal {
  const isNot = kind === 'ne';
  const plain = kind === 'ne' || kind === 'in' ? 'eq' : kind;
  return { is: 'literal', field, kind: plain, values, cased, positive: positive !== isNot };
}

function mergedLiterals(parts: readonly Normal[], positive: boolean): Normal[] {
  const merged = new Map<string, Normal>();
  for (const part of parts) {
    const mergeable = part.is === 'literal' && part.positive === positive && ANY_OF.has(part.kind);
    const key = mergeable ? JSON.stringify([part.field, part.kind, part.cased]) : String(merged.size);
    const known = merged.get(key);
    merged.set(
      key,
      known?.is === 'literal' && mergeable ? { ...part, values: [...known.values, ...part.values] } : part,
    );
  }
  return [...merged.values()];
}

function conjuncts(tree: Normal): readonly Normal[] {
  return tree.is === 'and' ? tree.parts : [tree];
}

/** So many steps are tried; a proof that takes more is not looked for. */
const MOST_STEPS = 2000;

class Proof {
  private steps = 0;

  follows(given: readonly Normal[], wanted: Normal): boolean {
    if (++this.steps > MOST_STEPS) return false;
    if (wanted.is === 'and') return wanted.parts.every((part) => this.follows(given, part));
    if (wanted.is === 'or' && wanted.parts.some((part) => this.follows(given, part))) return true;
    if (wanted.is === 'literal' && given.some((part) => part.is === 'literal' && entails(part, wanted))) return true;
    // One of the alternatives holds, so what follows from each of them does.
    return given.some(
      (part) =>
        part.is === 'or' &&
        part.parts.every((branch) =>
          this.follows([...given.filter((each) => each !== part), ...conjuncts(branch)], wanted),
        ),
    );
  }
}

function entails(given: Literal, wanted: Literal): boolean {
  if (given.field !== wanted.field) return false;
  if (wanted.kind === 'is_not_null' && wanted.positive && !isNullTest(given)) return given.positive && neverNull(given);
  if (given.positive && wanted.positive) return covers(given, wanted);
  // What is false of a value that is there is not null: if the wanted comparison were true, the given one would be.
  if (!given.positive && !wanted.positive) return covers(wanted, given);
  return given.positive && excludes(given, wanted);
}

/** Comparisons that no null meets, and no empty text. */
function neverNull({ kind, values }: Literal): boolean {
  return !PATTERNS.has(kind) && values.length > 0 && values.every((value) => value !== '');
}

/** Whether whatever meets one comparison meets the other: each way to meet the first is one to meet the second. */
function covers(one: Literal, other: Literal): boolean {
  if (one.kind === other.kind && sameCase(one, other)) {
    const known = new Set(other.values);
    if (one.values.length === other.values.length && one.kind === 'between')
      return one.values.every((value, i) => value === other.values[i]);
    if (one.kind !== 'between' && one.values.every((value) => known.has(value))) return one.values.length > 0;
  }
  if (one.kind === 'between' || other.kind === 'between') return false;
  if (one.values.length === 0 || other.values.length === 0) return false;
  if (other.cased === true && one.cased === false) return false;
  const fold = other.cased !== true;
  return one.values.every((value) => other.values.some((aim) => reaches(one.kind, value, other.kind, aim, fold)));
}

const PATTERNS: ReadonlySet<IndicatorKind> = new Set(['match', 'wildcard', 'cidr']);

function isNullTest({ kind }: Literal): boolean {
  return kind === 'is_null' || kind === 'is_not_null';
}

/** A comparison that ignores case, or has no letters, is met by whatever meets the same with case. */
function sameCase(one: Literal, other: Literal): boolean {
  return one.cased === other.cased || (one.cased !== false && other.cased !== true);
}

const ascii = /^[ -~]*$/;
const termOnly = /^[A-Za-z0-9]+$/;

/** Whether a field that compares so with one value compares so with another. */
function reaches(
  kind: IndicatorKind,
  value: IndicatorValue,
  wanted: IndicatorKind,
  aim: IndicatorValue,
  fold: boolean,
): boolean {
  if (typeof value === 'number' && typeof aim === 'number') return reachesNumber(kind, value, wanted, aim);
  if (typeof value !== 'string' || typeof aim !== 'string') return kind === 'eq' && wanted === 'eq' && value === aim;
  if (!ascii.test(value) || !ascii.test(aim)) return false;
  const text = fold ? value.toLowerCase() : value;
  const part = fold ? aim.toLowerCase() : aim;
  switch (wanted) {
    case 'eq':
      return kind === 'eq' && text === part;
    case 'contains':
      return ANY_OF.has(kind) && text.includes(part);
    case 'starts_with':
      return (kind === 'eq' || kind === 'starts_with') && text.startsWith(part);
    case 'ends_with':
      return (kind === 'eq' || kind === 'ends_with') && text.endsWith(part);
    case 'has':
      return (
        (kind === 'eq' || kind === 'has') &&
        (text === part ? kind === 'has' || termOnly.test(part) : hasTerm(text, part, true, true))
      );
    case 'has_prefix':
      return kind === 'has_prefix' || kind === 'has' || kind === 'eq' || kind === 'starts_with'
        ? hasTerm(text, part, true, false)
        : false;
    case 'has_suffix':
      return kind === 'has_suffix' || kind === 'has' || kind === 'eq' || kind === 'ends_with'
        ? hasTerm(text, part, false, true)
        : false;
    default:
      return false;
  }
}

/** Whether letters and digits stand in a text with none before, or behind them; the ends of the text are ends of terms. */
function hasTerm(text: string, term: string, first: boolean, last: boolean): boolean {
  if (!termOnly.test(term)) return false;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = at === 0 || !termOnly.test(text[at - 1]);
    const end = at + term.length;
    const behind = end === text.length || !termOnly.test(text[end]);
    if ((!first || before) && (!last || behind)) return true;
  }
  return false;
}

function reachesNumber(kind: IndicatorKind, value: number, wanted: IndicatorKind, aim: number): boolean {
  switch (wanted) {
    case 'eq':
      return kind === 'eq' && value === aim;
    case 'lt':
      return kind === 'lt' ? value <= aim : (kind === 'eq' || kind === 'le') && value < aim;
    case 'le':
      return (kind === 'eq' || kind === 'lt' || kind === 'le') && value <= aim;
    case 'gt':
      return kind === 'gt' ? value >= aim : (kind === 'eq' || kind === 'ge') && value > aim;
    case 'ge':
      return (kind === 'eq' || kind === 'gt' || kind === 'ge') && value >= aim;
    default:
      return false;
  }
}

/** Whether a field that equals one of the first values for certain does not meet the other comparison. */
function excludes(given: Literal, other: Literal): boolean {
  if (given.kind !== 'eq' || given.values.length === 0 || other.values.length === 0) return false;
  return given.values.every((value) =>
    other.values.every((aim) => {
      if (typeof value === 'number' && typeof aim === 'number') return other.kind === 'eq' && value !== aim;
      if (typeof value !== 'string' || typeof aim !== 'string' || !ascii.test(value) || !ascii.test(aim)) return false;
      const text = value.toLowerCase();
      const part = aim.toLowerCase();
      if (other.kind === 'eq') return text !== part;
      return ANY_OF.has(other.kind) && part !== '' && !text.includes(part);
    }),
  );
}
