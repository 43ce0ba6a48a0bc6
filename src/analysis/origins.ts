import { aggregateNamed, columnNames, type Expression } from '../kql/index.js';
import { type Columns, columnNamed, type Origin, untraced } from './columns.js';
import { type Constant, constant, type Lets } from './constants.js';

/** What an expression is read with: the text it stands in, the constants that lets name, and the columns of its rows. */
export interface Reading {
  readonly text: string;
  readonly lets: Lets;
  readonly columns: Columns;
}

/** A field that is longer than this is shown as the query names it. */
export const LONGEST_FIELD = 160;
/** What can be told apart without brackets around it. */
const WHOLE = new Set(['name', 'member', 'element', 'call']);

/** Says what an expression is in terms of the columns of tables. */
export function originOf(expression: Expression, reading: Reading): Origin {
  const { text, lets, columns } = reading;
  const at = expression.span.start;
  if (expression.is === 'name' && !expression.wildcard && !lets.has(expression.name))
    return columnNamed(expression.name, columns);
  const chosen = columnIfExists(expression);
  if (chosen !== undefined) return columnNamed(chosen, columns);
  const written = text.slice(expression.span.start, expression.span.end).replace(/\s+/g, ' ');
  const value = constantOf(expression, reading);
  if (value !== undefined) return { ...untraced(written, [], at), constant: value };
  const names = columnsIn(expression, lets);
  const origins = names.map((name) => columnNamed(name.name, columns));
  const tables = new Set(origins.map(({ table }) => table));
  return {
    text: composed(expression, names, origins, text) ?? written,
    from: [...new Set(origins.flatMap(({ from }) => from))],
    table: tables.size === 1 ? [...tables][0] : null,
    aggregate: origins.some(({ aggregate }) => aggregate) || hasAggregate(expression),
    at,
    made: { expression, columns },
  };
}

/** The constant that an expression is, by lets or by columns that have one value in all rows. */
export function constantOf(expression: Expression, { lets, columns }: Reading): Constant | undefined {
  if (expression.is !== 'name' || lets.has(expression.name)) return constant(expression, lets);
  const known = columns.known.get(expression.name)?.constant;
  return known?.is === 'single' ? known : undefined;
}

type Name = Extract<Expression, { is: 'name' }>;

/** The names of columns in an expression, in the order of the text. */
export function columnsIn(part: unknown, lets: Lets): Name[] {
  if (Array.isArray(part)) return part.flatMap((each) => columnsIn(each, lets));
  if (typeof part !== 'object' || part === null) return [];
  const node = part as Expression;
  if (node.is === 'name') return node.wildcard || lets.has(node.name) ? [] : [node];
  if (node.is === 'pipeline' || (node.is === 'call' && node.name.toLowerCase() === 'toscalar')) return [];
  return columnsIn(Object.values(node), lets);
}

function hasAggregate(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(hasAggregate);
  if (typeof part !== 'object' || part === null) return false;
  const node = part as Expression;
  if (node.is === 'call' && aggregateNamed(node.name)?.picks === false) return true;
  return node.is !== 'pipeline' && Object.values(node).some(hasAggregate);
}

/** The expression's text with what its columns are in their places. */
function composed(
  expression: Expression,
  names: readonly Name[],
  origins: readonly Origin[],
  text: string,
): string | undefined {
  let result = '';
  let end = expression.span.start;
  const places = names
    .map((name, i) => ({ name, origin: origins[i] }))
    .sort((a, b) => a.name.span.start - b.name.span.start);
  for (const { name, origin } of places) {
    if (name.span.start < end || name.span.end > expression.span.end) return undefined;
    const made = origin.made?.expression.is;
    const put = made === undefined || WHOLE.has(made) ? origin.text : `(${origin.text})`;
    const asItIs = origin.text === name.name || origin.text.length > LONGEST_FIELD;
    result += text.slice(end, name.span.start) + (asItIs ? text.slice(name.span.start, name.span.end) : put);
    end = name.span.end;
  }
  result = (result + text.slice(end, expression.span.end)).replace(/\s+/g, ' ');
  return result.length > LONGEST_FIELD ? undefined : result;
}

/** `column_ifexists("a", "")` is the column, or a constant where no record has it. */
function columnIfExists(expression: Expression): string | undefined {
  if (expression.is !== 'call' || !/^column_?ifexists$/.test(expression.name)) return undefined;
  const name = expression.arguments[0]?.value;
  return name?.is === 'literal' && name.type === 'string' ? String(name.value) : undefined;
}

/** The columns that an expression of a list makes, with what they are. */
export function madeColumns(expression: Expression, reading: Reading): (readonly [string, Origin])[] {
  const value = expression.is === 'named' ? expression.value : expression;
  const names = expression.is === 'named' ? expression.names.map(({ name }) => name) : columnNames(value);
  const made = originOf(value, reading);
  const inner =
    value.is === 'call' && aggregateNamed(value.name)?.picks ? value.arguments.map((each) => each.value) : [];
  return names.flatMap((name, i) => {
    if (name === undefined) return [];
    const picked = inner[names.length > 1 || inner.length === 1 ? i : 0];
    if (picked !== undefined && picked.is !== 'star')
      return [[name, { ...originOf(picked, reading), at: made.at }] as const];
    const untouched = made.at < 0;
    return [[name, untouched ? { ...made, at: expression.span.start } : made] as const];
  });
}
