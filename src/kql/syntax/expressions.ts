import type { Argument, Call, Expression, InList, Name, Operator } from './nodes.js';
import { column, columns, expressions, parameters, scalarType, typeOf } from './parts.js';
import { inWords, type Table, type Translator } from './translator.js';
import { items, nameOf, optional, part, spanOf, type Tree, word } from './tree.js';

/** Every expression that is no literal. */
export const expressionKinds: Table<Expression> = {
  NameReference: name,
  NameDeclaration: name,
  TokenLiteralExpression: (node) => ({ is: 'name', name: word(node, 'Token'), span: spanOf(node) }),
  NameReferenceList: (node, to) => ({
    is: 'literal',
    type: 'string',
    value: items(node, 'Names')
      .map((item) => textOf(item, to))
      .join(','),
    span: spanOf(node),
  }),
  ParenthesizedExpression: (node, to) => to.expression(part(node, 'Expression')),
  DataScopeExpression: (node, to) => to.expression(part(node, 'Expression')),
  PathExpression: path,
  ElementExpression: (node, to) => ({
    is: 'element',
    object: to.expression(part(node, 'Expression')),
    index: to.expression(part(part(node, 'Selector'), 'Expression')),
    span: spanOf(node),
  }),
  FunctionCallExpression: call,
  ToScalarExpression: keywordCall('ToScalar'),
  ToTableExpression: keywordCall('ToTable'),
  MaterializeExpression: keywordCall('MaterializeKeyword'),
  PackExpression: (node) => ({
    is: 'call',
    name: 'pack',
    nameSpan: spanOf(part(node, 'PackKeyword')),
    arguments: [{ value: { is: 'star', span: spanOf(part(node, 'AsteriskToken')) } }],
    span: spanOf(node),
  }),
  StarExpression: (node) => ({ is: 'star', span: spanOf(node) }),
  UnaryPlusExpression: (node, to) => ({
    is: 'unary',
    operator: '+',
    operand: to.expression(part(node, 'Expression')),
    span: spanOf(node),
  }),
  InExpression: inList,
  InCsExpression: inList,
  NotInExpression: inList,
  NotInCsExpression: inList,
  HasAnyExpression: inList,
  HasAllExpression: inList,
  BetweenExpression: between(false),
  NotBetweenExpression: between(true),
  TypedColumnReference: (node, to) => {
    const type = part(node, 'Type');
    return {
      is: 'binary',
      operator: ':',
      left: to.expression(part(node, 'Column')),
      right: { is: 'typeof', type: scalarType(type, to), span: spanOf(type) },
      span: spanOf(node),
    };
  },
  SimpleNamedExpression: (node, to) => ({
    is: 'named',
    names: [declared(part(node, 'Name'))],
    compound: false,
    value: to.expression(part(node, 'Expression')),
    span: spanOf(node),
  }),
  CompoundNamedExpression: (node, to) => ({
    is: 'named',
    names: items(part(node, 'Names'), 'Names').map(declared),
    compound: true,
    value: to.expression(part(node, 'Expression')),
    span: spanOf(node),
  }),
  TypeOfLiteralExpression: typeOf,
  PipeExpression: pipeline,
  DataTableExpression: (node, to) => ({
    is: 'datatable',
    columns: columns(part(node, 'Schema'), to),
    values: expressions(node, 'Values', to),
    span: spanOf(node),
  }),
  ExternalDataExpression: (node, to) => ({
    is: 'externaldata',
    columns: columns(part(node, 'Schema'), to),
    uris: expressions(node, 'URIs', to),
    properties: parameters(optional(node, 'WithClause'), 'Properties', to),
    span: spanOf(node),
  }),
  NameAndTypeDeclaration: (node, to) => ({ is: 'typeof', columns: [column(node, to)], span: spanOf(node) }),
};

/** Old spellings of operators, and what they are now. */
const renamedOperators: Readonly<Record<string, string | undefined>> = {
  '<>': '!=',
  notcontains: '!contains',
  containscs: 'contains_cs',
  notcontainscs: '!contains_cs',
  notlike: '!like',
  notlikecs: '!likecs',
};

/** A scalar operator between two expressions: every kind that has a left, an operator and a right. */
export function binary(node: Tree, to: Translator): Expression {
  const typed = word(node, 'Operator');
  return {
    is: 'binary',
    operator: renamedOperators[typed] ?? typed,
    left: to.expression(part(node, 'Left')),
    right: to.expression(part(node, 'Right')),
    span: spanOf(node),
  };
}

/** Microsoft nests a pipeline to the left, one node for each bar. */
export function pipeline(node: Tree, to: Translator): Expression {
  const operators: Operator[] = [];
  let left = node;
  for (; to.kindOf(left) === 'PipeExpression'; left = part(left, 'Expression'))
    operators.push(to.operator(part(left, 'Operator')));
  const leading = to.kindOf(left).endsWith('Operator');
  if (leading) operators.push(to.operator(left));
  return {
    is: 'pipeline',
    source: leading ? null : to.expression(left),
    operators: operators.reverse(),
    span: spanOf(node),
  };
}

/** A call of a function, or of one behind a qualifier. */
export function call(node: Tree, to: Translator): Call {
  const name = part(node, 'Name');
  const list = items(optional(node, 'ArgumentList'), 'Expressions');
  return {
    is: 'call',
    name: nameOf(name),
    nameSpan: spanOf(name),
    arguments: list.map((item) => argument(item, to)),
    span: spanOf(node),
  };
}

function argument(node: Tree, to: Translator): Argument {
  if (to.kindOf(node) !== 'SimpleNamedExpression') return { value: to.expression(node) };
  return { name: nameOf(part(node, 'Name')), value: to.expression(part(node, 'Expression')) };
}

/** Functions that Microsoft's grammar knows as keywords. */
function keywordCall(keyword: string) {
  return (node: Tree, to: Translator): Call => ({
    is: 'call',
    name: word(node, keyword),
    nameSpan: spanOf(part(node, keyword)),
    arguments: [{ value: to.expression(part(node, 'Expression')) }],
    span: spanOf(node),
  });
}

function name(node: Tree): Expression {
  const span = spanOf(node);
  if (span.start === span.end) return { is: 'unknown', construct: 'missing expression', span };
  return named(node);
}

function named(node: Tree): Name {
  const wildcard = isWildcard(node);
  return { is: 'name', name: nameOf(node), ...(wildcard && { wildcard }), span: spanOf(node) };
}

function isWildcard(node: Tree): true | undefined {
  return optional(part(node, 'Name'), 'Pattern') === null ? undefined : true;
}

function path(node: Tree, to: Translator): Expression {
  const object = to.expression(part(node, 'Expression'));
  const selector = part(node, 'Selector');
  const span = spanOf(node);
  switch (to.kindOf(selector)) {
    case 'NameReference': {
      const wildcard = isWildcard(selector);
      return { is: 'member', object, name: nameOf(selector), ...(wildcard && { wildcard }), span };
    }
    case 'FunctionCallExpression':
      return { ...call(selector, to), on: object, span };
    case 'BracketedExpression':
      return { is: 'element', object, index: to.expression(part(selector, 'Expression')), span };
    default:
      return { is: 'unknown', construct: `path to ${inWords(to.kindOf(selector))}`, span };
  }
}

function inList(node: Tree, to: Translator): InList {
  return {
    is: 'in',
    operator: word(node, 'Operator') as InList['operator'],
    left: to.expression(part(node, 'Left')),
    list: expressions(part(node, 'Right'), 'Expressions', to),
    span: spanOf(node),
  };
}

function between(negated: boolean) {
  return (node: Tree, to: Translator): Expression => {
    const couple = part(node, 'Right');
    return {
      is: 'between',
      negated,
      left: to.expression(part(node, 'Left')),
      low: to.expression(part(couple, 'First')),
      high: to.expression(part(couple, 'Second')),
      span: spanOf(node),
    };
  };
}

const declared = (node: Tree) => ({ name: nameOf(node), span: spanOf(node) });

const textOf = (node: Tree, to: Translator) => to.text.slice(node.TextStart, node.End);
