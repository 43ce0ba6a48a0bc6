import type { Expression, FunctionSyntax, Statement } from './nodes.js';
import { functionParameter, optionalExpression } from './parts.js';
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
  SetOptionStatement: (node, to) => ({
    is: 'set',
    name: nameOf(part(node, 'Name')),
    value: optionalExpression(optional(node, 'ValueClause'), 'Expression', to),
    span: spanOf(node),
  }),
};

function letValue(node: Tree, to: Translator): Expression | FunctionSyntax {
  if (to.kindOf(node) !== 'FunctionDeclaration') return to.expression(node);
  const body = part(node, 'Body');
  const last = optional(body, 'Expression');
  const statements = items(body, 'Statements').map((statement) => to.statement(statement));
  if (last !== null) statements.push({ is: 'expression', value: to.expression(last), span: spanOf(last) });
  return {
    is: 'function',
    parameters: items(part(node, 'Parameters'), 'Parameters').map((parameter) => functionParameter(parameter, to)),
    view: optional(node, 'ViewKeyword') !== null,
    body: statements,
    span: spanOf(node),
  };
}
