import type { Span } from '../../base/span.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Call, Expression } from '../syntax/nodes.js';
import { convertValue } from '../types/convert.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';
import { isUnsettled } from './assumptions.js';
import { bindOutputAt, single } from './bind-outputs.js';
import type { Binder } from './binder.js';
import type { Overload } from './definitions.js';
import { isConstant, literalOf, literalValue } from './literals.js';
import type { Bound, BoundLiteral } from './nodes.js';
import { arityOf, type Candidate, type Choice, chooseOverload, converts } from './overloads.js';
import type { Relation, Scope } from './scope.js';
import { anyColumn } from './star.js';

/** Binds a scalar expression; `rows` is the table whose columns it may name, null where there is none. */
export function bindScalar(expression: Expression, rows: Relation | null, scope: Scope, binder: Binder): Bound {
  switch (expression.is) {
    case 'literal':
      return expression;
    case 'name':
      return bindName(expression.name, expression.span, rows, scope, binder);
    case 'member':
      return bindMember(expression, rows, scope, binder);
    case 'element':
      return (
        bindOutputAt(expression, rows, scope, binder) ??
        bindOperator('[]', [expression.object, expression.index], expression.span, rows, scope, binder)
      );
    case 'call':
      return single(bindCall(expression, rows, scope, binder), binder);
    case 'unary':
      return bindUnary(expression, rows, scope, binder);
    case 'binary':
      if (expression.left.is === 'star' && rows !== null)
        return anyColumn(
          expression.operator,
          bindScalar(expression.right, rows, scope, binder),
          rows.plan.columns,
          expression.span,
          binder,
        );
      return bindOperator(
        expression.operator,
        [expression.left, expression.right],
        expression.span,
        rows,
        scope,
        binder,
      );
    case 'between':
      return bindOperator(
        expression.negated ? '!between' : 'between',
        [expression.left, expression.low, expression.high],
        expression.span,
        rows,
        scope,
        binder,
      );
    case 'in':
      return bindIn(expression, rows, scope, binder);
    case 'pipeline':
      if (expression.operators.length === 0 && expression.source !== null)
        return bindScalar(expression.source, rows, scope, binder);
      return raise(problems.notScalar(expression.span));
    case 'unknown':
      return raise(problems.unsupported(expression.construct, expression.span));
    case 'datatable':
    case 'externaldata':
      return raise(problems.notScalar(expression.span));
    case 'star':
      return raise(problems.unsupported('* (all columns) in an expression', expression.span));
    case 'named':
    case 'typeof':
      return raise(problems.failed('KS005', 'This cannot stand here.', expression.span));
  }
}

function bindName(name: string, span: Span, rows: Relation | null, scope: Scope, binder: Binder): Bound {
  const isHidden = rows?.isCallers === true && scope.find(name)?.is === 'scalar';
  const column = isHidden ? undefined : (columnNamed(name, rows) ?? columnNamed(name, rows?.right ?? null));
  if (column !== undefined) return { is: 'column', span, ...column };
  if (rows?.pattern?.has(name)) return rows.pattern.whole(name, span);
  const definition = scope.find(name);
  if (definition?.is === 'scalar') {
    if (definition.rows !== null && definition.rows.plan !== rows?.plan && !isConstant(definition.value)) {
      raise(
        problems.failed(
          'TT-CORRELATED',
          `'${name}' stands for a value of another table's row, which cannot be read here.`,
          span,
        ),
      );
    }
    return definition.value;
  }
  if (definition?.is === 'tabular') return raise(problems.notScalar(span));
  if (definition?.is === 'function')
    return single(bindCall({ is: 'call', name, nameSpan: span, arguments: [], span }, rows, scope, binder), binder);
  return assumedColumn(name, span, rows, binder) ?? raise(problems.unknownName(name, span));
}

/** A column that an open source of the rows may have. */
export function assumedColumn(
  name: string,
  span: Span,
  rows: Relation | null,
  binder: Binder,
  guess?: ScalarType,
): Bound | undefined {
  if (rows === null) return undefined;
  const doubled = /^(.*[A-Za-z_]{3})1$/.exec(name)?.[1];
  if (doubled !== undefined && rows.open.length > 1) assumeOnEachSide(doubled, span, rows, binder);
  const source = rows.open.find((each) => !isDropped(each, name, binder));
  if (source === undefined) return undefined;
  return binder.assumptions.assume(source, name, span, guess);
}

/** A join calls the right side's `X` `X1` where both sides have it; the next round of binding knows that they do. */
function assumeOnEachSide(name: string, span: Span, rows: Relation, binder: Binder): void {
  for (const source of rows.open) if (!isDropped(source, name, binder)) binder.assumptions.assume(source, name, span);
  binder.settle(rows.open);
}

/** Whether a column that a table lacks is one that its source has, so that the query has dropped it. */
function isDropped(source: string, name: string, binder: Binder): boolean {
  return (
    binder.assumptions.isSettled(source, name) ||
    binder.catalog.table(source)?.columns.some((column) => column.name === name) === true
  );
}

/** The column of that name in a table's rows. */
export function columnNamed(name: string, rows: Relation | null): ColumnDeclaration | undefined {
  return rows?.plan.columns.find((column) => column.name === name);
}

function bindMember(
  expression: Extract<Expression, { is: 'member' }>,
  rows: Relation | null,
  scope: Scope,
  binder: Binder,
): Bound {
  const { object, name, span } = expression;
  if (object.is === 'name' && (object.name === '$left' || object.name === '$right')) {
    const side = object.name === '$left' ? rows : (rows?.right ?? null);
    return bindName(name, span, side && { ...side, right: undefined }, scope, binder);
  }
  if (object.is === 'name' && rows?.pattern?.has(object.name)) return rows.pattern.property(object.name, name, span);
  const value = bindScalar(object, rows, scope, binder);
  return apply('[]', [value, literalOf(name, 'string', span)], span, binder);
}

function bindUnary(
  expression: Extract<Expression, { is: 'unary' }>,
  rows: Relation | null,
  scope: Scope,
  binder: Binder,
): Bound {
  const { operand, operator, span } = expression;
  if (operator === '+') return bindScalar(operand, rows, scope, binder);
  if (
    operand.is === 'literal' &&
    operand.value !== null &&
    typeof operand.value !== 'boolean' &&
    ['long', 'timespan', 'decimal', 'real', 'int'].includes(operand.type)
  ) {
    return { ...operand, value: negated(operand), span };
  }
  return bindOperator('-', [operand], span, rows, scope, binder);
}

function negated({ value }: Pick<BoundLiteral, 'value'>): number | string {
  if (typeof value === 'number') return -value;
  const text = String(value);
  return text.startsWith('-') ? text.slice(1) : text === '0' ? text : `-${text}`;
}

function bindOperator(
  operator: string,
  operands: readonly Expression[],
  span: Span,
  rows: Relation | null,
  scope: Scope,
  binder: Binder,
): Bound {
  return apply(
    operator,
    operands.map((each) => bindScalar(each, rows, scope, binder)),
    span,
    binder,
  );
}

function bindIn(
  expression: Extract<Expression, { is: 'in' }>,
  rows: Relation | null,
  scope: Scope,
  binder: Binder,
): Bound {
  const left = bindScalar(expression.left, rows, scope, binder);
  const list = expression.list.map((each): Bound => {
    if (!binder.isTabular(each, scope)) return bindScalar(each, rows, scope, binder);
    const { plan } = binder.tabular(each, scope);
    if (plan.columns.length === 0) return raise(problems.notScalar(each.span));
    if (!converts(left.type, plan.columns[0].type)) binder.assumptions.usedAs(left, plan.columns[0].type);
    return { is: 'tolist', plan, element: plan.columns[0].type, type: 'dynamic', span: each.span };
  });
  return apply(expression.operator, [left, ...list], expression.span, binder);
}

/** Binds a call; one of several results is left whole. */
export function bindCall(call: Call, rows: Relation | null, scope: Scope, binder: Binder): Bound {
  const user = binder.scalarCall(call, rows, scope);
  if (user !== undefined) return user;
  if (rows?.aggregate !== undefined && binder.registry.aggregates.has(call.name)) return rows.aggregate(call);
  const known = binder.registry.functions.get(call.name);
  if (known?.bind !== undefined) return known.bind(call, rows, scope, binder);
  if (known === undefined) {
    if (binder.registry.aggregates.has(call.name)) raise(problems.aggregateOutside(call.name, call.nameSpan));
    if (binder.registry.tabularFunctions.has(call.name)) raise(problems.notScalar(call.span));
    return raise(binder.missingFunction(call));
  }
  if (known.needs === 'serialized' && rows?.plan.serialized !== true)
    raise(problems.notSerialized(call.name, call.nameSpan));
  return apply(
    call.name,
    call.arguments.map((each) => bindScalar(each.value, rows, scope, binder)),
    call.span,
    binder,
  );
}

/** Calls a scalar function or operator of the registry on bound arguments: chooses its overload and converts the arguments. */
export function apply(name: string, given: readonly Bound[], span: Span, binder: Binder): Bound {
  const known = binder.registry.functions.get(name);
  if (known === undefined) return raise(problems.unsupported(name, span));
  const choice = chooseFor(known.overloads, given, binder);
  if (choice === undefined) return raise(mismatch(name, known.overloads, given, span));
  const chosen = known.overloads[choice.overload];
  for (const at of chosen.literal ?? []) {
    if (given[at] !== undefined && !isConstant(given[at])) raise(problems.notConstant(name, given[at].span));
  }
  const converted = given.map((each, i) => {
    const parameter = chosen.parameters[Math.min(i, chosen.parameters.length - 1)].type;
    return parameter === 'any' ? each : convertTo(each, choice.types[i], binder);
  });
  const result =
    typeof chosen.result === 'function' ? chosen.result(converted.map((each) => each.type)) : chosen.result;
  return { is: 'call', function: name, overload: choice.overload, arguments: converted, type: result, span };
}

/** Uses a value to group, join or order rows: a column that nobody declared is then no dynamic. */
export function useAsKey(value: Bound, binder: Binder): void {
  if (value.type !== 'dynamic' || !isUnsettled(value)) return;
  binder.assumptions.usedAs(value, 'key');
  binder.settle([value.origin.source]);
}

/**
 * Chooses an overload; columns of open tables take the type it wants where their own fits none. One that nothing tells of follows what
 * it stands beside.
 */
export function chooseFor(
  overloads: readonly Candidate[],
  given: readonly Bound[],
  { assumptions }: Binder,
): Choice | undefined {
  const typed = (isOpen: (each: Bound) => boolean) =>
    chooseOverload(
      overloads,
      given.map((each) => (isOpen(each) ? 'unknown' : each.type)),
    );
  const isFree = (each: Bound) => isUnsettled(each) && assumptions.isFree(each.origin);
  const follows = given.some(isFree) && given.some((each) => !isUnsettled(each) && each.type !== 'string');
  return (
    (follows ? typed(isFree) : undefined) ??
    typed(() => false) ??
    typed(isFree) ??
    (given.some(isUnsettled) ? typed(isUnsettled) : undefined)
  );
}

/** The operators whose names look like functions'. */
const wordOperators: ReadonlySet<string> = new Set(
  'and or has has_cs hasprefix hasprefix_cs hassuffix hassuffix_cs contains contains_cs startswith startswith_cs endswith endswith_cs in has_any has_all between'.split(
    ' ',
  ),
);

function mismatch(name: string, overloads: readonly Overload[], given: readonly Bound[], span: Span) {
  const types = given.map((each) => each.type);
  if (!/^[a-z_0-9]+$/i.test(name) || wordOperators.has(name)) return problems.wrongOperands(name, types, span);
  const { min, max } = arityOf(overloads);
  if (given.length < min || given.length > max) return problems.wrongCount(name, min, max, given.length, span);
  return problems.wrongArguments(name, types, span);
}

/** Converts an expression to a type as the language does by itself; a literal is converted at once. */
export function convertTo(bound: Bound, type: ScalarType, binder: Binder): Bound {
  if (!converts(bound.type, type)) binder.assumptions.usedAs(bound, type);
  if (bound.type === type) return bound;
  if (bound.is === 'literal') return literalOf(convertValue(literalValue(bound), bound.type, type), type, bound.span);
  return { is: 'convert', value: bound, type, span: bound.span };
}

/** Binds a condition: it must be a bool. */
export function bindCondition(expression: Expression, rows: Relation | null, scope: Scope, binder: Binder): Bound {
  const bound = bindScalar(expression, rows, scope, binder);
  if (bound.type === 'bool' || bound.type === 'dynamic' || isUnsettled(bound)) return convertTo(bound, 'bool', binder);
  return raise(problems.wrongType('bool', bound.type, bound.span));
}
