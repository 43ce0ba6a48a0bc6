import type { Expression, FunctionSyntax, Statement } from './nodes.js';
import { column, expressions, functionParameter, optionalExpression } from './parts.js';
import type { Table, Translator } from './translator.js';
import { items, nameOf, optional, part, spanOf, type Tree } from './tree.js';

/** The statements of a query or of a function's body. */
export const statementKinds: Table<Statement> = {
  LetStatement: (node, to) => {
    const name = part(node, 'Name');
    const value = letValue(part(node, 'Expression'), to);
    return { is: 'let', name: nameOf(name), nameSpan: spanOf(name), value, span: spanOf(node) };
  },
  ExpressionStatement: (node, to) => ({
    is: 'expression',
    value: to.expression(part(node, 'Expression')),
    span: spanOf(node),
  }),
  QueryParametersStatement: (node, to) => ({
    is: 'query_parameters',
    parameters: items(node, 'Parameters').map((parameter) => functionParameter(parameter, to)),
    span: spanOf(node),
  }),
  PatternStatement: pattern,
  AliasStatement: (node) => ({ is: 'alias', span: spanOf(node) }),
  SetOptionStatement: (node, to) => ({
    is: 'set',
    name: nameOf(part(node, 'Name')),
    value: optionalExpression(optional(node, 'ValueClause'), 'Expression', to),
    span: spanOf(node),
  }),
};

/** The parameters of a pattern become those of each of its bodies. */
function pattern(node: Tree, to: Translator): Statement {
  const declaration = optional(node, 'Pattern');
  const path = declaration && optional(declaration, 'PathParameter');
  const names = [...items(declaration, 'Parameters'), ...(path ? [part(path, 'Parameter')] : [])];
  const parameters = names.map((each) => column(each, to));
  const matches = items(declaration, 'Patterns').map((match) => {
    const value = optional(match, 'PathValue');
    return {
      values: expressions(part(match, 'ParameterValues'), 'Expressions', to).map(textOf),
      path: value && textOf(to.expression(part(value, 'Value'))),
      body: {
        is: 'function' as const,
        parameters,
        view: false,
        body: statementsOf(part(match, 'Body'), to),
        span: spanOf(match),
      },
    };
  });
  return { is: 'pattern', name: nameOf(part(node, 'Name')), matches, span: spanOf(node) };
}

const textOf = (expression: Expression) => (expression.is === 'literal' ? String(expression.value) : '');

function statementsOf(body: Tree, to: Translator): Statement[] {
  const last = optional(body, 'Expression');
  const statements = items(body, 'Statements').map((statement) => to.statement(statement));
  return last === null
    ? statements
    : [...statements, { is: 'expression', value: to.expression(last), span: spanOf(last) }];
}

function letValue(node: Tree, to: Translator): Expression | FunctionSyntax {
  if (to.kindOf(node) !== 'FunctionDeclaration') return to.expression(node);
  return {
    is: 'function',
    parameters: items(part(node, 'Parameters'), 'Parameters').map((parameter) => functionParameter(parameter, to)),
    view: optional(node, 'ViewKeyword') !== null,
    body: statementsOf(part(node, 'Body'), to),
    span: spanOf(node),
  };
}
