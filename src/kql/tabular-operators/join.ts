import type { Span } from '../../base/span.js';
import { isUnsettled } from '../plan/assumptions.js';
import { bindScalar, convertTo, useAsKey } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { FreeNames } from '../plan/naming.js';
import type { Bound, JoinKind, PlanOf } from '../plan/nodes.js';
import { commonType } from '../plan/overloads.js';
import type { OperatorBinding } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { piped, wordParameter } from './inputs.js';

type From = PlanOf<'join'>['from'];
type Keys = PlanOf<'join'>['on'];

const kinds: Readonly<Record<string, JoinKind>> = {
  innerunique: 'innerunique',
  inner: 'inner',
  leftouter: 'leftouter',
  rightouter: 'rightouter',
  fullouter: 'fullouter',
  leftsemi: 'leftsemi',
  rightsemi: 'rightsemi',
  leftanti: 'leftanti',
  rightanti: 'rightanti',
  anti: 'leftanti',
  leftantisemi: 'leftanti',
  rightantisemi: 'rightanti',
};

/** @see https://learn.microsoft.com/kusto/query/join-operator */
export const bindJoin: OperatorBinding<'join'> = (syntax, given, scope, binder) => {
  const left = piped(given, 'join', syntax.span);
  const right = binder.tabular(syntax.right, scope);
  const word = wordParameter(syntax.parameters, 'kind');
  const kind = word === undefined ? 'innerunique' : kinds[word.word];
  if (kind === undefined) raise(problems.unknownOption('kind', word?.word ?? '', Object.keys(kinds), syntax.span));
  return joined(
    left,
    right,
    kind,
    joinKeys(syntax.on, left, right, scope, binder),
    joinColumns(left, right, kind),
    syntax.span,
  );
};

/** @see https://learn.microsoft.com/kusto/query/lookup-operator */
export const bindLookup: OperatorBinding<'lookup'> = (syntax, given, scope, binder) => {
  const left = piped(given, 'lookup', syntax.span);
  const right = binder.tabular(syntax.right, scope);
  const word = wordParameter(syntax.parameters, 'kind');
  const kind = word?.word ?? 'leftouter';
  if (kind !== 'leftouter' && kind !== 'inner')
    raise(problems.unknownOption('kind', kind, ['leftouter', 'inner'], syntax.span));
  const on = joinKeys(syntax.on, left, right, scope, binder);
  const keys = new Set(on.flatMap(({ right: key }) => (key.is === 'column' ? [key.name] : [])));
  const from = joinColumns(left, right, 'inner').filter((each) => each.side === 'left' || !keys.has(each.from));
  const names = new FreeNames(left.plan.columns.map(({ name }) => name));
  const renamed = from.map((each) => (each.side === 'left' ? each : { ...each, name: names.take(each.from) }));
  return joined(left, right, kind as JoinKind, on, renamed, syntax.span);
};

interface JoinColumn {
  readonly name: string;
  readonly side: 'left' | 'right';
  readonly from: string;
}

function joined(
  left: Relation,
  right: Relation,
  join: JoinKind,
  on: Keys,
  columns: readonly JoinColumn[],
  span: Span,
): Relation {
  const from: From = columns.map(({ side, from: name }) => ({ side, name }));
  const known = {
    left: new Map(left.plan.columns.map((column) => [column.name, column])),
    right: new Map(right.plan.columns.map((column) => [column.name, column])),
  };
  const declared = columns.map(({ name, side, from: source }) => {
    const column = known[side].get(source);
    return { ...column, name, type: column?.type ?? ('string' as const) };
  });
  const open = [
    ...(join === 'rightsemi' || join === 'rightanti' ? [] : left.open),
    ...(join === 'leftsemi' || join === 'leftanti' ? [] : right.open),
  ];
  return {
    plan: {
      kind: 'join',
      left: left.plan,
      right: right.plan,
      join,
      on,
      from,
      columns: declared,
      serialized: false,
      span,
    },
    open,
  };
}

/** The result columns: the left ones, then the right ones, which give way where a name is used on either side. */
function joinColumns(left: Relation, right: Relation, kind: JoinKind): JoinColumn[] {
  const leftColumns = left.plan.columns.map(({ name }): JoinColumn => ({ name, side: 'left', from: name }));
  const rightColumns = right.plan.columns.map(({ name }): JoinColumn => ({ name, side: 'right', from: name }));
  if (kind === 'leftsemi' || kind === 'leftanti') return leftColumns;
  if (kind === 'rightsemi' || kind === 'rightanti') return rightColumns;
  const taken = new Set(left.plan.columns.map(({ name }) => name));
  const names = new FreeNames([...taken, ...right.plan.columns.map(({ name }) => name)]);
  return [
    ...leftColumns,
    ...rightColumns.map((column) => (taken.has(column.name) ? { ...column, name: names.take(column.name) } : column)),
  ];
}

/** Binds `on a, $left.x == $right.y`: pairs of keys of one type. */
function joinKeys(on: readonly Expression[], left: Relation, right: Relation, scope: Scope, binder: Binder): Keys {
  return on.flatMap((each) => keyPairs(each, left, right, scope, binder));
}

function keyPairs(condition: Expression, left: Relation, right: Relation, scope: Scope, binder: Binder): Keys {
  if (condition.is === 'name') {
    const own: Expression = { ...condition };
    return [pair(bindScalar(own, left, scope, binder), bindScalar(own, right, scope, binder), condition.span, binder)];
  }
  if (condition.is === 'binary' && condition.operator === 'and') {
    return [
      ...keyPairs(condition.left, left, right, scope, binder),
      ...keyPairs(condition.right, left, right, scope, binder),
    ];
  }
  if (condition.is !== 'binary' || condition.operator !== '==')
    return raise(
      problems.failed('KS165', 'A join condition is a column, or $left.column == $right.column.', condition.span),
    );
  const both: Relation = { ...left, right };
  const swapped = sideOf(condition.left) === 'right';
  const leftKey = bindScalar(swapped ? condition.right : condition.left, both, scope, binder);
  const rightKey = bindScalar(
    swapped ? condition.left : condition.right,
    sideOf(swapped ? condition.left : condition.right) === undefined ? right : both,
    scope,
    binder,
  );
  return [pair(leftKey, rightKey, condition.span, binder)];
}

function sideOf(expression: Expression): 'left' | 'right' | undefined {
  if (expression.is === 'name')
    return expression.name === '$left' ? 'left' : expression.name === '$right' ? 'right' : undefined;
  return expression.is === 'member' || expression.is === 'element' ? sideOf(expression.object) : undefined;
}

function pair(left: Bound, right: Bound, span: Span, binder: Binder): Keys[number] {
  const unsettled = [left, right].filter((each) => isUnsettled(each));
  const settled = [left, right].filter((each) => !isUnsettled(each)).map((each) => each.type);
  for (const each of unsettled) useAsKey(each, binder);
  if (settled.includes('dynamic'))
    raise(problems.failed('KS241', 'A join key cannot be dynamic: convert it first.', span));
  const type = commonType(settled.length > 0 ? settled : [left.type, right.type]);
  if (type === undefined && settled.length > 0)
    return raise(problems.failed('KS242', `The join keys have different types: ${left.type} and ${right.type}.`, span));
  return { left: convertTo(left, type ?? 'string', binder), right: convertTo(right, type ?? 'string', binder) };
}
