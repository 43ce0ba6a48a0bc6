import type { Expression, Operator } from '../kql/index.js';
import type { Rule } from '../rules/index.js';
import type { Output } from './model.js';
import type { Section } from './stages.js';

type Column = Pick<Output, 'name' | 'from' | 'stage'>;

/** What a rule feeds with the columns of its result. */
export type Feeding = Pick<Rule, 'entityMappings' | 'entityColumns' | 'customDetails' | 'alertDetails'>;

/** The columns that the query makes or chooses, as its last list has them; columns that merely pass through are not known by name. */
export function outputsOf(
  sections: readonly Section[],
  lets: { has(name: string): boolean },
  rule: Feeding,
): readonly Output[] {
  let columns: readonly Column[] = [];
  for (const { index, parts, kind } of sections) {
    if (kind === 'let') continue;
    for (const part of parts) {
      for (const operator of part.is === 'pipeline' ? part.operators : 'parameters' in part ? [part as Operator] : []) {
        columns = after(operator, columns, index, (name) => lets.has(name));
      }
    }
  }
  return columns.map((column) => ({ ...column, feeds: fedBy(column.name, rule) }));
}

type IsLet = (name: string) => boolean;

function after(operator: Operator, columns: readonly Column[], stage: number, isLet: IsLet): readonly Column[] {
  const make = (expressions: readonly Expression[]) =>
    expressions.flatMap((expression) => columnsOf(expression, stage, isLet));
  switch (operator.is) {
    case 'project':
    case 'distinct':
    case 'print':
      return make(operator.columns);
    case 'summarize':
      return make([...(operator.by ?? []), ...operator.aggregates]);
    case 'count':
      return [{ name: operator.as ?? 'Count', from: [], stage }];
    case 'make-series':
      return make([...operator.aggregates.map((aggregate) => aggregate.value), operator.on, ...(operator.by ?? [])]);
    case 'extend':
    case 'serialize':
      return added(columns, make(operator.columns));
    case 'mv-expand':
      return added(
        columns,
        make(operator.columns.map((column) => column.value).filter((value) => value.is === 'named')),
      );
    case 'parse':
    case 'parse-where': {
      const from = namesIn(operator.value, isLet);
      return added(
        columns,
        operator.pattern.flatMap((part) => (part.is === 'capture' ? [{ name: part.name, from, stage }] : [])),
      );
    }
    case 'project-away':
      return columns.filter(({ name }) => !operator.columns.some((expression) => names(expression, name)));
    case 'project-keep':
      return columns.filter(({ name }) => operator.columns.some((expression) => names(expression, name)));
    case 'project-rename':
      return operator.columns.reduce((renamed, expression) => rename(renamed, expression, stage), columns);
    default:
      return columns;
  }
}

function added(columns: readonly Column[], made: readonly Column[]): readonly Column[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  for (const column of made) byName.set(column.name, column);
  return [...byName.values()];
}

function rename(columns: readonly Column[], expression: Expression, stage: number): readonly Column[] {
  if (expression.is !== 'named' || expression.value.is !== 'name') return columns;
  const [{ name }] = expression.names;
  const old = expression.value.name;
  const renamed = columns.map((column) => (column.name === old ? { ...column, name } : column));
  return columns.some((column) => column.name === old) ? renamed : [...columns, { name, from: [old], stage }];
}

function columnsOf(expression: Expression, stage: number, isLet: IsLet): readonly Column[] {
  if (expression.is === 'named') {
    const from = namesIn(expression.value, isLet);
    return expression.names.map(({ name }) => ({ name, from, stage }));
  }
  const name = impliedName(expression);
  return name === undefined ? [] : [{ name, from: namesIn(expression, isLet), stage }];
}

/** Aggregates that name their column otherwise than by their own name. */
const PREFIXES = new Map(
  Object.entries({
    make_set: 'set',
    make_list: 'list',
    make_bag: 'bag',
    take_any: '',
    any: '',
    arg_max: '',
    arg_min: '',
  }),
);
const AGGREGATES = new Set([
  'count',
  'countif',
  'dcount',
  'dcountif',
  'sum',
  'sumif',
  'min',
  'max',
  'avg',
  'stdev',
  'percentile',
]);
const KEEPING = new Set([
  'bin',
  'tostring',
  'toint',
  'tolong',
  'todatetime',
  'todouble',
  'tolower',
  'toupper',
  'floor',
  'startofday',
]);

/** The name that an unnamed expression gives its column, where it is certain. */
function impliedName(expression: Expression): string | undefined {
  switch (expression.is) {
    case 'name':
      return expression.wildcard ? undefined : expression.name;
    case 'member': {
      const object = impliedName(expression.object);
      return object && `${object}_${expression.name}`;
    }
    case 'call': {
      const {
        name,
        arguments: [first],
      } = expression;
      const argument = first && impliedName(first.value);
      if (KEEPING.has(name)) return argument;
      const prefix = PREFIXES.get(name) ?? (AGGREGATES.has(name) ? name : undefined);
      if (prefix === undefined) return undefined;
      return prefix === '' ? argument : `${prefix}_${argument ?? ''}`;
    }
    default:
      return undefined;
  }
}

/** Whether `a*` or `a` names a column. */
function names(expression: Expression, column: string): boolean {
  if (expression.is !== 'name') return false;
  if (!expression.wildcard) return expression.name === column;
  return new RegExp(
    `^${expression.name
      .split('*')
      .map((part) => part.replace(/\W/g, '\\$&'))
      .join('.*')}$`,
  ).test(column);
}

/** The columns that an expression reads. */
function namesIn(part: unknown, isLet: IsLet): readonly string[] {
  if (Array.isArray(part)) return [...new Set(part.flatMap((each) => namesIn(each, isLet)))];
  if (typeof part !== 'object' || part === null) return [];
  const node = part as Expression;
  if (node.is === 'name') return isLet(node.name) ? [] : [node.name];
  if (node.is === 'pipeline') return [];
  return namesIn(Object.values(node), isLet);
}

function fedBy(
  column: string,
  { entityMappings, entityColumns, customDetails, alertDetails }: Feeding,
): readonly string[] {
  const feeds = entityMappings
    .filter(({ fields }) => fields.some((field) => field.column === column))
    .map(({ entityType }) => entityType);
  if (entityColumns.includes(column)) feeds.push('entities');
  for (const detail of customDetails) if (detail.column === column) feeds.push(`custom detail ${detail.name}`);
  if (alertDetails === null) return feeds;
  if (mentions(alertDetails.nameFormat, column)) feeds.push('alert title');
  if (mentions(alertDetails.descriptionFormat, column)) feeds.push('alert description');
  if (alertDetails.severityColumn === column) feeds.push('alert severity');
  if (alertDetails.tacticsColumn === column) feeds.push('alert tactics');
  for (const { property, column: from } of alertDetails.properties)
    if (from === column) feeds.push(`alert ${property}`);
  return feeds;
}

function mentions(format: string | undefined, column: string): boolean {
  return [...(format ?? '').matchAll(/\{\{\s*(.*?)\s*\}\}/g)].some(([, name]) => name === column);
}
