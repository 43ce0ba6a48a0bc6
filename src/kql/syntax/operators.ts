import { contextId, expandColumns, joinOn, pattern, scanStep, summarizeBy, topNestedClause } from './clauses.js';
import { call } from './expressions.js';
import { graphOutput, graphPattern, makeGraph } from './graphs.js';
import type { Expression, Operator } from './nodes.js';
import {
  column,
  columns,
  expressions,
  functionParameter,
  optionalExpression,
  ordered,
  parameter,
  parameters,
  schema,
  subquery,
} from './parts.js';
import type { Table, Translator } from './translator.js';
import { items, nameOf, optional, part, spanOf, type Tree, word } from './tree.js';

/** The tabular operators. */
export const operatorKinds: Table<Operator> = {
  FilterOperator: (node, to) => ({ is: 'where', predicate: value(node, 'Condition', to), ...base(node, to) }),
  ExtendOperator: columnsOf('extend'),
  ProjectOperator: columnsOf('project'),
  ProjectAwayOperator: columnsOf('project-away'),
  ProjectKeepOperator: columnsOf('project-keep'),
  ProjectRenameOperator: columnsOf('project-rename'),
  ProjectByNamesOperator: columnsOf('project-by-names'),
  DistinctOperator: columnsOf('distinct'),
  SerializeOperator: columnsOf('serialize'),
  PrintOperator: columnsOf('print'),
  ProjectReorderOperator: (node, to) => ({
    is: 'project-reorder',
    columns: orderedList(node, 'Expressions', to),
    ...base(node, to),
  }),
  SummarizeOperator: (node, to) => ({
    is: 'summarize',
    aggregates: expressions(node, 'Aggregates', to),
    by: summarizeBy(optional(node, 'ByClause'), to),
    ...base(node, to),
  }),
  CountOperator: (node, to) => {
    const as = optional(node, 'AsIdentifier');
    return { is: 'count', ...(as && { as: word(as, 'Identifier') }), ...base(node, to) };
  },
  SortOperator: (node, to) => ({ is: 'sort', by: orderedList(node, 'Expressions', to), ...base(node, to) }),
  TopOperator: (node, to) => ({
    is: 'top',
    count: value(node, 'Expression', to),
    by: [ordered(part(node, 'ByExpression'), to)],
    ...base(node, to),
  }),
  TakeOperator: (node, to) => ({ is: 'take', count: value(node, 'Expression', to), ...base(node, to) }),
  SampleOperator: (node, to) => ({ is: 'sample', count: value(node, 'Expression', to), ...base(node, to) }),
  SampleDistinctOperator: (node, to) => ({
    is: 'sample-distinct',
    count: value(node, 'Expression', to),
    of: value(node, 'OfExpression', to),
    ...base(node, to),
  }),
  TopHittersOperator: (node, to) => ({
    is: 'top-hitters',
    count: value(node, 'Expression', to),
    of: value(node, 'OfExpression', to),
    by: optionalExpression(optional(node, 'ByClause'), 'Expression', to),
    ...base(node, to),
  }),
  TopNestedOperator: (node, to) => ({
    is: 'top-nested',
    clauses: items(node, 'Clauses').map((clause) => topNestedClause(clause, to)),
    ...base(node, to),
  }),
  JoinOperator: (node, to) => ({
    is: 'join',
    right: value(node, 'Expression', to),
    on: joinOn(optional(node, 'ConditionClause'), to),
    ...base(node, to),
  }),
  LookupOperator: (node, to) => ({
    is: 'lookup',
    right: value(node, 'Expression', to),
    on: joinOn(optional(node, 'LookupClause'), to),
    ...base(node, to),
  }),
  UnionOperator: (node, to) => ({ is: 'union', inputs: expressions(node, 'Expressions', to), ...base(node, to) }),
  MvExpandOperator: (node, to) => ({
    is: 'mv-expand',
    columns: expandColumns(node, to),
    limit: optionalExpression(optional(node, 'RowLimitClause'), 'RowLimit', to) ?? obsoleteLimit(node),
    ...base(node, to),
  }),
  MvApplyOperator: (node, to) => ({
    is: 'mv-apply',
    columns: expandColumns(node, to),
    limit: optionalExpression(optional(node, 'RowLimitClause'), 'RowLimit', to),
    body: subquery(part(part(node, 'Subquery'), 'Expression'), to),
    contextId: contextId(optional(node, 'ContextIdClause'), to),
    ...base(node, to),
  }),
  ParseOperator: (node, to) => ({
    is: 'parse',
    value: value(node, 'Expression', to),
    pattern: pattern(node, to),
    ...base(node, to),
  }),
  ParseWhereOperator: (node, to) => ({
    is: 'parse-where',
    value: value(node, 'Expression', to),
    pattern: pattern(node, to),
    ...base(node, to),
  }),
  ParseKvOperator: (node, to) => ({
    is: 'parse-kv',
    value: value(node, 'Expression', to),
    columns: columns(part(node, 'Keys'), to),
    properties: parameters(optional(node, 'WithClause'), 'Properties', to),
    ...base(node, to),
  }),
  MakeSeriesOperator: makeSeries,
  RangeOperator: (node, to) => ({
    is: 'range',
    name: nameOf(part(node, 'Name')),
    from: value(node, 'From', to),
    to: value(node, 'To', to),
    step: value(node, 'Step', to),
    ...base(node, to),
  }),
  FindOperator: find,
  SearchOperator: (node, to) => ({
    is: 'search',
    tables: expressions(optional(node, 'InClause'), 'Expressions', to),
    predicate: value(node, 'Condition', to),
    ...base(node, to),
  }),
  FacetOperator: (node, to) => {
    const clause = optional(node, 'WithClause');
    const body = clause && (optional(clause, 'Expression') ?? optional(clause, 'Operator'));
    return {
      is: 'facet',
      by: expressions(node, 'Expressions', to),
      body: body && subquery(body, to),
      ...base(node, to),
    };
  },
  ForkOperator: (node, to) => ({
    is: 'fork',
    branches: items(node, 'Expressions').map((branch) => {
      const name = optional(branch, 'NameEquals');
      return { name: name && nameOf(part(name, 'Name')), body: subquery(part(branch, 'Expression'), to) };
    }),
    ...base(node, to),
  }),
  PartitionOperator: (node, to) => {
    const operand = part(node, 'Operand');
    const query = optional(operand, 'Query');
    return {
      is: 'partition',
      by: value(node, 'ByExpression', to),
      body: query ? to.expression(query) : subquery(part(operand, 'Subquery'), to),
      scope: optionalExpression(optional(node, 'Scope'), 'Expression', to),
      ...base(node, to),
    };
  },
  PartitionByOperator: (node, to) => ({
    is: 'partition-by',
    entity: value(node, 'Entity', to),
    body: subquery(part(node, 'Subquery'), to),
    ...base(node, to),
  }),
  ReduceByOperator: (node, to) => ({
    is: 'reduce',
    by: value(node, 'Expression', to),
    with: parameters(optional(node, 'With'), 'Parameters', to),
    ...base(node, to),
  }),
  RenderOperator: (node, to) => ({
    is: 'render',
    chart: word(node, 'ChartType'),
    properties: [...parameters(node, 'Parameters', to), ...parameters(optional(node, 'WithClause'), 'Properties', to)],
    parameters: [],
    span: spanOf(node),
  }),
  GetSchemaOperator: (node, to) => {
    const kind = optional(node, 'KindParameter');
    return { is: 'getschema', parameters: kind ? [parameter(kind, to)] : [], span: spanOf(node) };
  },
  ConsumeOperator: (node, to) => ({ is: 'consume', ...base(node, to) }),
  AsOperator: (node, to) => ({ is: 'as', name: nameOf(part(node, 'Name')), ...base(node, to) }),
  InvokeOperator: (node, to) => ({
    is: 'invoke',
    call: call(part(node, 'Function'), to),
    schema: null,
    ...base(node, to),
  }),
  EvaluateOperator: (node, to) => {
    const clause = optional(node, 'Schema');
    return {
      is: 'evaluate',
      call: call(part(node, 'FunctionCall'), to),
      schema: clause && schema(part(clause, 'Schema'), to),
      ...base(node, to),
    };
  },
  ScanOperator: (node, to) => ({
    is: 'scan',
    orderBy: clauseOf(node, 'OrderByClause', (clause) => orderedList(clause, 'Expressions', to)),
    partitionBy: clauseOf(node, 'PartitionByClause', (clause) => expressions(clause, 'Expressions', to)),
    declare: items(optional(node, 'DeclareClause'), 'Declarations').map((declaration) => {
      const { default: standard = null } = functionParameter(declaration, to);
      return { ...column(part(declaration, 'NameAndType'), to), default: standard, span: spanOf(declaration) };
    }),
    steps: items(node, 'Steps').map((step) => scanStep(step, to)),
    ...base(node, to),
  }),
  AssertSchemaOperator: (node, to) => ({
    is: 'assert-schema',
    schema: schema(part(node, 'Schema'), to),
    ...base(node, to),
  }),
  MakeGraphOperator: (node, to) => ({ ...makeGraph(node, to), ...base(node, to) }),
  GraphMatchOperator: graphSearch('graph-match'),
  GraphShortestPathsOperator: graphSearch('graph-shortest-paths'),
  GraphToTableOperator: (node, to) => ({
    is: 'graph-to-table',
    outputs: items(node, 'OutputClause').map((output) => graphOutput(output, to)),
    ...base(node, to),
  }),
  GraphMarkComponentsOperator: (node, to) => ({ is: 'graph-mark-components', ...base(node, to) }),
  BadQueryOperator: (node, to) => ({
    is: 'unknown',
    construct: word(node, 'Keyword') || 'missing operator',
    ...base(node, to),
  }),
};

const base = (node: Tree, to: Translator) => ({ parameters: parameters(node, 'Parameters', to), span: spanOf(node) });

const value = (node: Tree, name: string, to: Translator): Expression => to.expression(part(node, name));

const orderedList = (node: Tree, name: string, to: Translator) => items(node, name).map((item) => ordered(item, to));

function clauseOf<T>(node: Tree, name: string, read: (clause: Tree) => T): T | null {
  const clause = optional(node, name);
  return clause && read(clause);
}

function columnsOf<Kind extends Extract<Operator, { columns: readonly Expression[] }>['is']>(is: Kind) {
  return (node: Tree, to: Translator) =>
    ({ is, columns: expressions(node, 'Expressions', to), ...base(node, to) }) as Operator;
}

function graphSearch(is: 'graph-match' | 'graph-shortest-paths') {
  return (node: Tree, to: Translator): Operator => ({
    is,
    patterns: items(node, 'Patterns').map((each) => graphPattern(each, to)),
    where: optionalExpression(optional(node, 'WhereClause'), 'Condition', to),
    project: clauseOf(node, 'ProjectClause', (clause) => expressions(clause, 'Expressions', to)),
    ...base(node, to),
  });
}

/** Under its obsolete spelling, mv-expand gives at most 128 rows for each row unless it says how many. */
function obsoleteLimit(node: Tree): Expression | null {
  return word(node, 'MvExpandKeyword') === 'mvexpand'
    ? { is: 'literal', type: 'long', value: '128', span: spanOf(part(node, 'MvExpandKeyword')) }
    : null;
}

function makeSeries(node: Tree, to: Translator): Operator {
  const range = optional(node, 'RangeClause');
  const bound = (clause: string) =>
    range === null ? null : optionalExpression(optional(range, clause), 'Expression', to);
  const inRange = range && optional(range, 'Arguments');
  return {
    is: 'make-series',
    aggregates: items(node, 'Aggregates').map((item) => ({
      value: value(item, 'Expression', to),
      default: optionalExpression(optional(item, 'DefaultExpression'), 'Expression', to),
    })),
    on: value(part(node, 'OnClause'), 'Expression', to),
    from: bound('MakeSeriesFromClause'),
    to: bound('MakeSeriesToClause'),
    step: bound('MakeSeriesStepClause'),
    range: inRange && expressions(inRange, 'Expressions', to),
    by: clauseOf(node, 'ByClause', (clause) => expressions(clause, 'Expressions', to)),
    ...base(node, to),
  };
}

function find(node: Tree, to: Translator): Operator {
  const project = optional(node, 'Project');
  const smart = project !== null && word(project, 'ProjectKeyword') === 'project-smart';
  return {
    is: 'find',
    tables: expressions(optional(node, 'InClause'), 'Expressions', to),
    predicate: value(node, 'Condition', to),
    project: project && (smart ? 'smart' : expressions(project, 'Columns', to)),
    away: clauseOf(node, 'ProjectAway', (clause) => expressions(clause, 'Columns', to)),
    ...base(node, to),
  };
}
