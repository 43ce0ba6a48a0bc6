import { type ScalarType, scalarTypeOf } from '../types/scalar-type.js';
import type { ColumnSyntax, Expression, Operator, Ordered, ParameterSyntax, Parameters, TypeOf } from './nodes.js';
import { badType } from './problems.js';
import type { Translator } from './translator.js';
import { items, nameOf, optional, part, spanOf, type TokenTree, type Tree, word } from './tree.js';

/** The expressions of a list. */
export function expressions(node: Tree | null, name: string, to: Translator): Expression[] {
  return items(node, name).map((item) => to.expression(item));
}

/** The expression in a part of a clause, or null where the clause is left out. */
export function optionalExpression(node: Tree | null, name: string, to: Translator): Expression | null {
  const found = node && optional(node, name);
  return found && to.expression(found);
}

/** `kind=inner hint.strategy=shuffle` */
export function parameters(node: Tree | null, name: string, to: Translator): Parameters {
  return items(node, name).map((item) => parameter(item, to));
}

/** One `name=value`. */
export function parameter(node: Tree, to: Translator): Parameters[number] {
  return { name: nameOf(part(node, 'Name')), value: to.expression(part(node, 'Expression')), span: spanOf(node) };
}

/** `x desc nulls last`, or a plain expression. */
export function ordered(node: Tree, to: Translator): Ordered {
  const span = spanOf(node);
  if (to.kindOf(node) !== 'OrderedExpression') return { value: to.expression(node), span };
  const ordering = optional(node, 'Ordering');
  const nullsClause = ordering && optional(ordering, 'NullsClause');
  const direction = (ordering ? word(ordering, 'AscOrDescKeyword') : '') as Ordered['direction'] | '';
  const nulls = (nullsClause ? word(nullsClause, 'FirstOrLastKeyword') : '') as 'first' | 'last' | '';
  return {
    value: to.expression(part(node, 'Expression')),
    ...(direction && { direction }),
    ...(nulls && { nulls }),
    span,
  };
}

/** The operators of a subquery that has no source of its own, as in `fork` and `mv-apply`. */
export function subquery(node: Tree, to: Translator): readonly Operator[] {
  const body = to.expression(node);
  if (body.is === 'pipeline' && body.source === null) return body.operators;
  return [{ is: 'unknown', construct: 'subquery with a source of its own', parameters: [], span: body.span }];
}

/** The scalar type that a type node names. */
export function scalarType(node: Tree, to: Translator): ScalarType {
  const token = optional(node, 'Type') as TokenTree | null;
  const name = token?.Text ?? '';
  const type = scalarTypeOf(name);
  if (type === undefined && name !== '') to.report(badType(name, spanOf(node)));
  return type ?? 'dynamic';
}

/** `name:type` */
export function column(node: Tree, to: Translator): ColumnSyntax {
  return { name: nameOf(part(node, 'Name')), type: scalarType(part(node, 'Type'), to), span: spanOf(node) };
}

/** The columns of a `(a:string, b:long)`. */
export function columns(schema: Tree, to: Translator): ColumnSyntax[] {
  return columnNodes(schema, 'Columns', to).map((node) => column(node, to));
}

/** `typeof(long)`, `typeof(*, a:string)` */
export function typeOf(node: Tree, to: Translator): TypeOf {
  const types = items(node, 'Types');
  const span = spanOf(node);
  if (types.length === 1 && to.kindOf(types[0]) === 'PrimitiveTypeExpression') {
    return { is: 'typeof', type: scalarType(types[0], to), span };
  }
  const star = types.some((type) => to.kindOf(type) === 'StarExpression');
  return {
    is: 'typeof',
    columns: columnNodes(node, 'Types', to).map((type) => column(type, to)),
    ...(star && { star }),
    span,
  };
}

/** The `(a:string, *)` behind a plugin, or in `assert-schema`. */
export function schema(node: Tree, to: Translator): TypeOf {
  const star = optional(node, 'AsteriskToken') !== null;
  return { is: 'typeof', columns: columns(node, to), ...(star && { star }), span: spanOf(node) };
}

/** One parameter of a function. */
export function functionParameter(node: Tree, to: Translator): ParameterSyntax {
  const declaration = part(node, 'NameAndType');
  const type = part(declaration, 'Type');
  const standard = optionalExpression(optional(node, 'DefaultValue'), 'Value', to);
  return {
    name: nameOf(part(declaration, 'Name')),
    ...(to.kindOf(type) === 'SchemaTypeExpression' ? tabularType(type, to) : { type: scalarType(type, to) }),
    ...(standard && { default: standard }),
    span: spanOf(node),
  };
}

function tabularType(node: Tree, to: Translator): Pick<ParameterSyntax, 'columns' | 'star'> {
  const star = items(node, 'Columns').some((item) => to.kindOf(item) === 'StarExpression');
  return star ? { star } : { columns: columns(node, to) };
}

function columnNodes(node: Tree, list: string, to: Translator): Tree[] {
  return items(node, list).filter((item) => to.kindOf(item) === 'NameAndTypeDeclaration');
}
