import type { Operator } from '../kql/index.js';
import { comparesTexts, isUntouched, madeBy, ownTableOf } from './conditions.js';
import type { Linted } from './lint.js';
import { findings } from './lint-finding.js';
import { keepsOut, textsOf } from './lint-texts.js';
import type { LintFinding, Predicate, PredicateTree } from './model.js';
import type { Section } from './stages.js';
import { joinKind } from './tracer.js';

/** What is wrong with the conditions of a query. */
export function conditionFindings(linted: Linted): LintFinding[] {
  const { traced } = linted;
  const own = traced.found.filter(({ shared }) => !shared).map(({ predicate }) => predicate);
  return [
    ...own.flatMap((predicate) => types(predicate, own, linted)),
    ...own.flatMap((predicate) => stars(predicate, linted.rule.query)),
    ...own.flatMap(wholeTerm),
    ...lookBack(own, linted),
    ...[...traced.conditions.values()].flatMap((tree) => [...texts(tree, linted.rule.query), ...contradictions(tree)]),
    ...lateFilters(linted),
    ...wholeTables(linted),
  ];
}

const NUMBERS = new Set(['int', 'long', 'real', 'decimal']);
const WHOLE_NUMBERS = new Set(['int', 'long']);
const EQUALITY = new Set(['eq', 'ne']);
const ORDERED = new Set(['lt', 'le', 'gt', 'ge', 'between']);

/** Comparisons of texts with numbers; where the query orders the same column by size, the schema is more likely wrong. */
function types(predicate: Predicate, own: readonly Predicate[], { schema }: Linted): LintFinding[] {
  const { field, kind, values, span } = predicate;
  const table = ownTableOf(predicate);
  if (table === null || !EQUALITY.has(kind)) return [];
  if (own.some((other) => other.field === field && ORDERED.has(other.kind))) return [];
  const type = schema(table)?.find(({ name }) => name === field)?.type;
  if (type === 'string' && values.every((value) => typeof value === 'number'))
    return [findings.numberOnString(field, table, span)];
  if (type === undefined || !NUMBERS.has(type) || !comparesTexts(predicate)) return [];
  const [text] = values.map(String);
  if (!WHOLE_NUMBERS.has(type) || /\d/.test(text)) return [findings.stringOnNumber(field, type, table, span)];
  const why = `${field} of ${table} is of the type ${type}, and '${text}' is no number`;
  return [kind === 'eq' ? findings.neverTrue(why, span) : findings.neverFalse(why, span)];
}

/** The comparisons of which a text must hold the value to pass. */
const HOLDING = new Set(['eq', 'in', 'contains', 'has', 'has_prefix', 'has_suffix', 'starts_with', 'ends_with']);
/** Of these, those that find the empty text in every text. */
const ANYWHERE = new Set(['contains', 'has', 'has_prefix', 'has_suffix', 'starts_with', 'ends_with']);

/** Values that a text cannot hold, and the one that each holds. What `iff` chooses is compared elsewhere than it is written: not here. */
function texts(tree: PredicateTree, query: string, denied = false): LintFinding[] {
  if (tree.is === 'opaque') return [];
  if (tree.is !== 'predicate')
    return tree.parts
      .filter(({ span }) => tree.span.start <= span.start && span.end <= tree.span.end)
      .flatMap((part) => texts(part, query, tree.is === 'not' && part.span === tree.span));
  const { field, kind, values, cased, span } = tree;
  if (!HOLDING.has(kind) || !comparesTexts(tree)) return [];
  const written = query.slice(span.start, span.end);
  // A single one that a let or a parameter gives is there to be filled in; `has_all` asks for others beside it.
  const alone = values.length > 1 || (/""|''/.test(written) && !/\bhas_all\b/.test(written));
  if (ANYWHERE.has(kind) && values.includes('') && alone) {
    const why = 'every text holds the empty text';
    return [denied ? findings.neverTrue(why, span) : findings.neverFalse(why, span)];
  }
  const made = madeBy(tree);
  if (made === undefined) return [];
  const known = textsOf(made.expression, made.columns);
  const out = values.flatMap((value) => {
    const part = keepsOut(known, String(value), cased === true);
    return part === undefined ? [] : [{ value, part }];
  });
  if (out.length === 0) return [];
  const [{ value, part }] = out;
  return out.length < values.length
    ? [findings.valueInVain(String(value), field, part, span)]
    : [
        (denied ? findings.neverFalse : findings.neverTrue)(
          `${field} gives no text with '${part}', and '${value}' has it`,
          span,
        ),
      ];
}

/** `has "*admin*"`; a command may be typed with stars, and `search` understands them. */
function stars({ field, kind, values, span }: Predicate, query: string): LintFinding[] {
  if (!HOLDING.has(kind) || field === '*' || /command|script|query|filter/i.test(field)) return [];
  if (/^[^\s"']+\s*:/.test(query.slice(span.start, span.end))) return [];
  const starred = values.find((value) => /^\*[\w.@ -]*\w{3}[\w.@ -]*\*$/.test(String(value)));
  return starred === undefined ? [] : [findings.star(String(starred), span)];
}

/** What is written as a name or a title: a capital begins it, and a word that is alone goes on in small letters or all in large ones. */
const NAME = /^(?=.{4})(?:[A-Z][a-z\d]*|[A-Z\d]+|[A-Z][A-Za-z\d]*(?: [A-Za-z\d]+)+)$/;

/** `contains` of whole words, where the table's own text is looked through; what is all in small letters may well be a part of a word. */
function wholeTerm(predicate: Predicate): LintFinding[] {
  const { field, kind, values, span } = predicate;
  if (kind !== 'contains' || !/^\w+$/.test(field) || ownTableOf(predicate) === null) return [];
  const [value] = values;
  return typeof value === 'string' && NAME.test(value) ? [findings.hasWouldDo(value, span)] : [];
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
    ? [findings.lookBack(longest.text, queryPeriod.text, longest.seconds > 14 * SECONDS.d, longest.span)]
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

/** Joins in whose result a row of the right side may stand alone: a filter on the left side would not leave it out. */
const keepsRight = (part: Section['parts'][number]): boolean =>
  part.is === 'join' && /^(right|full)/.test(joinKind(part as Extract<Operator, { is: 'join' }>));

/** What multiplies or reads rows in vain when a filter on the table's own columns comes only after it. */
const COSTLY = new Set(['join', 'mv-expand', 'mv-apply', 'parse']);

function lateFilters({ sections, traced }: Linted): LintFinding[] {
  let costly: string | undefined;
  const found: LintFinding[] = [];
  for (const { kind, parts } of sections) {
    if (COSTLY.has(kind)) costly = parts.some(keepsRight) ? undefined : kind;
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

/** Operators after which a row is still one that a join gave, with no table's columns added. */
const ROWWISE = new Set(['where', 'extend', 'project-away', 'project-reorder', 'mv-expand', 'parse', 'sort', 'as']);

/** Joins with a table as it is whose rows a filter thins out only afterwards: whichever side has its column, it could stand before. */
function wholeTables({ traced }: Linted): LintFinding[] {
  return traced.wholeTables.flatMap(({ name, span, kind, left, after }) => {
    if (!/^inner(unique)?$/.test(kind)) return [];
    const end = after.findIndex(({ is }) => !ROWWISE.has(is));
    const late = after
      .slice(0, end < 0 ? after.length : end)
      .flatMap((operator) => (operator.is === 'where' ? (traced.conditions.get(operator) ?? []) : []))
      .flatMap((tree) => (tree.is === 'and' ? tree.parts : [tree]))
      .map(fieldOf)
      .find((field) => field !== undefined && !left.known.has(field));
    return late === undefined ? [] : [findings.wholeTable(name, late, span)];
  });
}

/** The one column of a table, as it is, that a condition asks for. */
function fieldOf(tree: PredicateTree): string | undefined {
  if (tree.is === 'opaque') return undefined;
  if (tree.is === 'predicate') return isUntouched(tree) ? tree.field : undefined;
  const fields = new Set(tree.parts.map(fieldOf));
  return fields.size === 1 ? [...fields][0] : undefined;
}
