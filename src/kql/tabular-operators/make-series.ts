import type { Span } from '../../base/span.js';
import { isUnsettled } from '../plan/assumptions.js';
import { apply, bindScalar, convertTo } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { literalOf } from '../plan/literals.js';
import { FreeNames, impliedName } from '../plan/naming.js';
import type { Bound } from '../plan/nodes.js';
import { commonType } from '../plan/overloads.js';
import type { OperatorBinding, OperatorOf } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import type { ScalarType } from '../types/scalar-type.js';
import { choiceParameter, columnItems, piped } from './inputs.js';
import { namedItems } from './project.js';
import { AggregateList } from './summarize.js';

/** The axis of a series with its bounds, all of one type but the step of times. */
interface Axis {
  readonly value: Bound;
  readonly from: Bound | null;
  readonly to: Bound | null;
  readonly step: Bound;
}

/** @see https://learn.microsoft.com/kusto/query/make-series-operator */
export const bindMakeSeries: OperatorBinding<'make-series'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'make-series', syntax.span);
  const { span } = syntax;
  const inclusive = syntax.range !== null;
  const kind = choiceParameter(syntax.parameters, 'kind', ['default', 'nonempty'] as const, 'default');
  const on = syntax.on.is === 'named' ? syntax.on.value : syntax.on;
  const axis = bindAxis(syntax, on, input, scope, binder);
  const by = namedItems(columnItems(syntax.by ?? [], input, scope, binder));
  for (const { name, value } of by) {
    if (value.type === 'dynamic')
      raise(problems.failed('KS116', `A series cannot be grouped by the dynamic value '${name}'.`, value.span));
  }
  const start = axis.from === null ? axis.value : apply('-', [axis.value, axis.from], span, binder);
  const bin = apply('bin', [start, axis.step], span, binder);
  const list = new AggregateList(
    inRange(input, axis, inclusive, span, binder),
    [...by, { name: '$bin', value: bin }],
    scope,
    binder,
  );
  for (const { value } of syntax.aggregates) list.add(value, true);
  if (inclusive) list.add(lastOf(on, span));
  const { plan } = list.relation(span);
  const series = plan.columns.slice(by.length + 1, inclusive ? -1 : undefined);
  if (series.length !== syntax.aggregates.length)
    raise(problems.failed('KS107', 'A series is made of aggregates of one column each.', span));
  const names = new FreeNames([...by, ...series].map(({ name }) => name));
  const axisName =
    syntax.on.is === 'named' ? syntax.on.names[0].name : (impliedName(on, binder.registry) ?? names.takeNumbered());
  return {
    plan: {
      kind: 'make-series',
      input: plan,
      by: by.length,
      defaults: syntax.aggregates.map((each, i) => bindDefault(each, series[i].type, scope, binder)),
      axis: axis.value.type,
      from: axis.from,
      to: axis.to,
      step: axis.step,
      inclusive,
      nonempty: kind === 'nonempty',
      columns: [
        ...plan.columns.slice(0, by.length),
        ...series.map(({ name }) => ({ name, type: 'dynamic' as const })),
        { name: names.take(axisName), type: 'dynamic' },
      ],
      serialized: false,
      span,
    },
    open: [],
  };
};

function bindAxis(
  syntax: OperatorOf<'make-series'>,
  on: Expression,
  input: Relation,
  scope: Scope,
  binder: Binder,
): Axis {
  const { span } = syntax;
  if (syntax.range !== null && syntax.range.length !== 3)
    raise(problems.wrongCount('range', 3, 3, syntax.range.length, span));
  const [from, to, step] = (syntax.range ?? [syntax.from, syntax.to, syntax.step]).map((each) =>
    each === null ? null : bindScalar(each, null, scope, binder),
  );
  if (step === null) return raise(problems.unsupported('make-series without a step', span));
  if (from === null && to !== null) raise(problems.unsupported('make-series with an end and no start', span));
  const value = bindScalar(on, input, scope, binder);
  const known = isUnsettled(value) ? (from?.type ?? (step.type === 'timespan' ? 'datetime' : step.type)) : value.type;
  const bounds = [from, to].flatMap((each) => (each === null ? [] : [each.type]));
  if (known === 'datetime' || known === 'timespan') {
    if (bounds.some((type) => type !== known) || step.type !== 'timespan')
      raise(problems.wrongArguments('make-series', [known, ...bounds, step.type], span));
    return { value: convertTo(value, known, binder), from, to, step };
  }
  const common = commonType([known, ...bounds, step.type]);
  if (common === 'decimal') raise(problems.unsupported('make-series on a decimal axis', span));
  if (common !== 'int' && common !== 'long' && common !== 'real')
    return raise(problems.wrongArguments('make-series', [known, ...bounds, step.type], span));
  const type = common === 'real' ? 'real' : 'long';
  const converted = (bound: Bound | null) => bound && convertTo(bound, type, binder);
  return {
    value: convertTo(value, type, binder),
    from: converted(from),
    to: converted(to),
    step: convertTo(step, type, binder),
  };
}

/** The rows of the input that lie on the axis. */
function inRange(input: Relation, axis: Axis, inclusive: boolean, span: Span, binder: Binder): Relation {
  const conditions = [
    ...(axis.from === null ? [] : [apply('>=', [axis.value, axis.from], span, binder)]),
    ...(axis.to === null || inclusive ? [] : [apply('<', [axis.value, axis.to], span, binder)]),
  ];
  const { columns, serialized } = input.plan;
  let { plan } = input;
  for (const predicate of conditions) plan = { kind: 'where', input: plan, predicate, columns, serialized, span };
  return { ...input, plan };
}

/** `max(x)` of the axis: whether rows lie beyond the end of a range. */
function lastOf(on: Expression, span: Span): Expression {
  const call: Expression = { is: 'call', name: 'max', nameSpan: span, arguments: [{ value: on }], span };
  return { is: 'named', names: [{ name: '$last', span }], compound: false, value: call, span };
}

type Series = OperatorOf<'make-series'>['aggregates'][number];

/** What stands where a series has no data: zero, unless said. */
function bindDefault({ value, default: given }: Series, type: ScalarType, scope: Scope, binder: Binder): Bound {
  if (type !== 'int' && type !== 'long' && type !== 'real' && type !== 'decimal')
    raise(problems.wrongType('number', type, value.span));
  const bound = given === null ? literalOf(0n, 'long', value.span) : bindScalar(given, null, scope, binder);
  if (bound.is !== 'literal') return raise(problems.notConstant('default', bound.span));
  if (bound.value === null) return { ...bound, type };
  if (!['int', 'long'].includes(bound.type) && commonType([bound.type, type]) !== type)
    raise(problems.unsupported(`make-series default of the type ${bound.type} in a series of ${type}`, bound.span));
  return convertTo(bound, type, binder);
}
