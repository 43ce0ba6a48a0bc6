import { comparesTexts, ownTableOf } from './conditions.js';
import type { Linted } from './lint.js';
import { findings } from './lint-finding.js';
import type { LintFinding, Predicate, PredicateTree } from './model.js';

/** What is wrong with the conditions of a query. */
export function conditionFindings(linted: Linted): LintFinding[] {
  const { traced } = linted;
  const own = traced.found.filter(({ shared }) => !shared).map(({ predicate }) => predicate);
  return [
    ...own.flatMap((predicate) => types(predicate, own, linted)),
    ...own.flatMap(letterCase),
    ...own.flatMap(wholeTerm),
    ...lookBack(own, linted),
    ...[...traced.conditions.values()].flatMap(contradictions),
    ...lateFilters(linted),
  ];
}

const NUMBERS = new Set(['int', 'long', 'real', 'decimal']);
/** A list may hold anything: only a comparison with one literal is refused. */
const REFUSED = new Set(['eq', 'ne']);
const ORDERED = new Set(['lt', 'le', 'gt', 'ge', 'between']);

/** Comparisons that the engine refuses; where the query orders the same column by size, the schema is more likely wrong. */
function types(predicate: Predicate, own: readonly Predicate[], { schema }: Linted): LintFinding[] {
  const { field, kind, values, span } = predicate;
  const table = ownTableOf(predicate);
  if (table === null || !REFUSED.has(kind)) return [];
  if (own.some((other) => other.field === field && ORDERED.has(other.kind))) return [];
  const type = schema(table)?.find(({ name }) => name === field)?.type;
  if (type === 'string' && values.every((value) => typeof value === 'number'))
    return [findings.numberOnString(field, table, span)];
  if (type !== undefined && NUMBERS.has(type) && comparesTexts(predicate))
    return [findings.stringOnNumber(field, type, table, span)];
  return [];
}

/** `tolower(a) == 'X'` */
function letterCase({ field, kind, values, cased, span }: Predicate): LintFinding[] {
  const turned = /^(tolower|toupper)\(/.exec(field)?.[1];
  if (turned === undefined || cased !== true || (kind !== 'eq' && kind !== 'in')) return [];
  const turn = (value: unknown) => (turned === 'tolower' ? String(value).toLowerCase() : String(value).toUpperCase());
  if (!field.endsWith(')') || values.some((value) => turn(value) === value)) return [];
  return [findings.neverTrue(`${turned} leaves no letters of the other case, and the value has some`, span)];
}

/** `contains` of a whole word, where the table's own text is looked through. */
function wholeTerm(predicate: Predicate): LintFinding[] {
  const { field, kind, values, span } = predicate;
  if (kind !== 'contains' || !/^\w+$/.test(field) || ownTableOf(predicate) === null) return [];
  const [value] = values;
  return typeof value === 'string' && /^[A-Za-z0-9]{4,}( [A-Za-z0-9]+)*$/.test(value)
    ? [findings.hasWouldDo(value, span)]
    : [];
}

const SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

function lookBack(predicates: readonly Predicate[], { rule }: Linted): LintFinding[] {
  const { kind, queryPeriod } = rule;
  if (kind !== 'scheduled' || queryPeriod === null) return [];
  const longest = predicates
    .filter(({ field, kind: by }) => /^(TimeGenerated|Timestamp)$/.test(field) && /^(gt|ge|between)$/.test(by))
    .flatMap(({ values, span }) => {
      const asked = /^ago\((\d+(?:\.\d+)?)([dhms])\)$/.exec(String(values[0]));
      return asked === null ? [] : [{ seconds: Number(asked[1]) * SECONDS[asked[2]], text: asked[1] + asked[2], span }];
    })
    .sort((a, b) => b.seconds - a.seconds)[0];
  return longest !== undefined && longest.seconds > queryPeriod.seconds
    ? [findings.lookBack(longest.text, queryPeriod.text, longest.span)]
    : [];
}

/** Comparisons of one column that no record passes together, or that each record passes one of. */
function contradictions(tree: PredicateTree): LintFinding[] {
  if (tree.is === 'predicate' || tree.is === 'opaque') return [];
  const inner = tree.parts.flatMap(contradictions);
  const plain = tree.parts.filter((part): part is Predicate => part.is === 'predicate');
  const pairs = plain.flatMap((one, i) => plain.slice(i + 1).map((other) => [one, other] as const));
  for (const [one, other] of pairs) {
    if (one.field !== other.field || one.column !== other.column) continue;
    const span = { start: one.span.start, end: Math.max(one.span.end, other.span.end) };
    if (tree.is === 'and' && excludeEachOther(one, other))
      return [...inner, findings.neverTrue(`${one.field} cannot be ${shown(one)} and ${shown(other)} at once`, span)];
    if (
      tree.is === 'or' &&
      one.kind === 'ne' &&
      other.kind === 'ne' &&
      excludeEachOther({ ...one, kind: 'eq' }, { ...other, kind: 'eq' })
    )
      return [
        ...inner,
        findings.neverFalse(`${one.field} always differs from ${shown(one)} or from ${shown(other)}`, span),
      ];
  }
  return inner;
}

function excludeEachOther(one: Predicate, other: Predicate): boolean {
  if (![one, other].every(({ kind }) => kind === 'eq' || kind === 'in')) return false;
  const exact = one.cased !== false && other.cased !== false;
  const plain = (value: unknown) => (exact ? `${typeof value} ${value}` : String(value).toLowerCase());
  const values = new Set(one.values.map(plain));
  return one.values.length > 0 && other.values.length > 0 && other.values.every((value) => !values.has(plain(value)));
}

const shown = ({ values }: Predicate): string =>
  values.length === 1 ? `'${values[0]}'` : `one of ${values.length} values`;

/** What multiplies or reads rows in vain when a filter on the table's own columns comes only after it. */
const COSTLY = new Set(['join', 'mv-expand', 'mv-apply', 'parse']);

function lateFilters({ sections, traced }: Linted): LintFinding[] {
  let costly: string | undefined;
  const found: LintFinding[] = [];
  for (const { kind, parts } of sections) {
    if (COSTLY.has(kind)) costly = kind;
    if (kind === 'summarize' || kind === 'union' || kind === 'project') costly = undefined;
    if (kind !== 'where' || costly === undefined) continue;
    for (const part of parts) {
      const tree = traced.conditions.get(part as never);
      for (const predicate of tree === undefined ? [] : tree.is === 'and' ? tree.parts : [tree]) {
        if (predicate.is !== 'predicate') continue;
        if (ownTableOf(predicate) === null || ownTableOf(predicate) !== traced.source || predicate.values.length === 0)
          continue;
        found.push(findings.lateFilter(predicate.field, costly, predicate.span));
      }
    }
  }
  return found;
}
