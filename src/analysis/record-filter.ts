import type { Operator, Statement } from '../kql/index.js';
import { ownTableOf } from './conditions.js';
import type { Predicate, PredicateTree, RecordFilter } from './model.js';
import type { Trace } from './tracer.js';

/** Operators that keep every row and change nothing that a later condition on a column of the table reads. */
const KEEPING = new Set([
  'where',
  'extend',
  'project',
  'project-away',
  'project-keep',
  'project-rename',
  'project-reorder',
]);
/** Operators at which single records end: what they give is about several. */
const GATHERING = new Set([
  'summarize',
  'count',
  'distinct',
  'top',
  'take',
  'sort',
  'make-series',
  'render',
  'serialize',
]);
/** The window of a rule chooses the times, whatever else its query says of them. */
const TIMES = new Set(['TimeGenerated', 'Timestamp']);

/** What a query that reads one table asks of each record; undefined where it does not begin with that table. */
export function recordFilterOf(
  text: string,
  statements: readonly Statement[],
  { source, conditions }: Trace,
): RecordFilter | undefined {
  const query = statements.findLast((statement) => statement.is === 'expression')?.value;
  if (source === null || query?.is !== 'pipeline') return undefined;
  if (statements.some((statement) => statement.is === 'let' && statement.name === source)) return undefined;
  const parts: PredicateTree[] = [];
  let complete = true;
  const end = query.operators.findIndex(({ is }) => !KEEPING.has(is));
  for (const operator of end < 0 ? query.operators : query.operators.slice(0, end)) {
    if (operator.is !== 'where') continue;
    const tree = conditions.get(operator as Operator);
    if (tree === undefined) complete = false;
    else parts.push(...(tree.is === 'and' ? tree.parts : [tree]));
  }
  if (end >= 0 && !GATHERING.has(query.operators[end].is)) complete = false;
  const asked = parts.filter((part) => !(part.is === 'predicate' && TIMES.has(part.field)));
  return {
    table: source,
    complete: complete && asked.every((part) => isPlain(part, source)),
    parts: asked
      .filter((part) => isPlain(part, source))
      .map((tree) => ({ tree: telling(tree, text), text: text.slice(tree.span.start, tree.span.end) })),
  };
}

/** `isnull` and `isempty` have one kind and differ: here the function stands as their value. */
function telling(tree: PredicateTree, text: string): PredicateTree {
  if (tree.is === 'opaque') return tree;
  if (tree.is !== 'predicate') return { ...tree, parts: tree.parts.map((part) => telling(part, text)) };
  if (tree.kind !== 'is_null' && tree.kind !== 'is_not_null') return tree;
  const [name] = /^\w*/.exec(text.slice(tree.span.start, tree.span.end)) ?? [''];
  return { ...tree, values: [name.replace(/^not/, 'isnot')] };
}

/** `has_ipv4(a, '10.1.2.3')` is more than `a has '10.1.2.3'`, and is of the same kind. */
function isAddressTest({ kind, values }: Predicate): boolean {
  return kind.startsWith('has') && values.some((value) => /^[\d.:]+$/.test(String(value)));
}

/** Whether a condition compares columns of the table as they are, and nothing else. */
function isPlain(tree: PredicateTree, table: string): boolean {
  switch (tree.is) {
    case 'opaque':
      return false;
    case 'predicate':
      return tree.column === undefined && ownTableOf(tree) === table && !isAddressTest(tree);
    default:
      return tree.parts.every((part) => isPlain(part, table));
  }
}
