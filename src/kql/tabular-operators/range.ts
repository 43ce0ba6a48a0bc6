import type { Span } from '../../base/span.js';
import { bindScalar, convertTo } from '../plan/bind-scalar.js';
import { literalValue } from '../plan/literals.js';
import { commonType } from '../plan/overloads.js';
import type { OperatorBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';

/** @see https://learn.microsoft.com/kusto/query/range-operator */
export const bindRange: OperatorBinding<'range'> = (syntax, _input, scope, binder) => {
  const from = bindScalar(syntax.from, null, scope, binder);
  const to = bindScalar(syntax.to, null, scope, binder);
  const step = bindScalar(syntax.step, null, scope, binder);
  const times = from.type === 'datetime' || from.type === 'timespan';
  const type = times ? from.type : commonType([from.type, to.type, step.type]);
  const fits = times
    ? to.type === from.type && step.type === 'timespan'
    : type === 'int' || type === 'long' || type === 'real';
  if (type === undefined || !fits)
    return raise(problems.wrongArguments('range', [from.type, to.type, step.type], syntax.span));
  if (step.is === 'literal' && Number(literalValue(step)) === 0) raise(noStep(step.span));
  const column = { name: syntax.name, type: type === 'int' ? ('long' as const) : type };
  const bound = times
    ? { from, to, step }
    : {
        from: convertTo(from, column.type, binder),
        to: convertTo(to, column.type, binder),
        step: convertTo(step, column.type, binder),
      };
  return { plan: { kind: 'range', ...bound, columns: [column], serialized: true, span: syntax.span }, open: [] };
};

/** A step that leads nowhere. */
export const noStep = (span: Span) => problems.failed('KS140', "The step of 'range' must not be 0.", span);
