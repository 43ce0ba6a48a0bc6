import { createHash } from 'node:crypto';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { apply, assumedColumn, bindScalar, columnNamed } from './bind-scalar.js';
import type { Binder } from './binder.js';
import { type ScalarFunction, scalarFunction } from './definitions.js';
import { literalOf } from './literals.js';
import type { Bound, Plan } from './nodes.js';

/** The first value of a table. @see https://learn.microsoft.com/kusto/query/toscalar-function */
const toscalar = scalarFunction('toscalar', {
  summary: 'The first column of the first row of a table.',
  overloads: [],
  bind: (call, _rows, scope, binder) => {
    const [argument] = call.arguments;
    if (argument === undefined) return raise(problems.wrongCount('toscalar', 1, 1, 0, call.span));
    if (!binder.isTabular(argument.value, scope)) {
      const value = bindScalar(argument.value, null, scope, binder);
      return isVolatile(value, binder)
        ? { is: 'toscalar', plan: once(rowOf(value)), type: value.type, span: value.span }
        : value;
    }
    const { plan } = binder.tabular(argument.value, scope);
    if (plan.columns.length === 0) return raise(problems.notScalar(call.span));
    return {
      is: 'toscalar',
      plan: isVolatile(plan, binder) ? once(plan) : plan,
      type: plan.columns[0].type,
      span: call.span,
    };
  },
});

/** Evaluates a plan once, wherever the query binds the same one from the same place of its text. */
function once(plan: Plan): Plan {
  const id = createHash('sha256').update(JSON.stringify(plan)).digest('base64');
  return { kind: 'materialize', input: plan, id, columns: plan.columns, serialized: plan.serialized, span: plan.span };
}

function rowOf(value: Bound): Plan {
  const { type, span } = value;
  const input: Plan = { kind: 'unit', columns: [], serialized: true, span };
  const name = 'print_0';
  return { kind: 'project', input, assignments: [{ name, value }], columns: [{ name, type }], serialized: true, span };
}

/** Whether an expression or a plan may give another value each time that it is evaluated. */
function isVolatile(part: unknown, binder: Binder): boolean {
  if (typeof part !== 'object' || part === null) return false;
  const { is, kind, function: name } = part as { is?: unknown; kind?: unknown; function?: unknown };
  if (kind === 'sample') return true;
  if (is === 'call' && binder.registry.functions.get(String(name))?.volatile === true) return true;
  return Object.values(part).some((each) => isVolatile(each, binder));
}

/** A column if the table has it, else a value. @see https://learn.microsoft.com/kusto/query/column-ifexists-function */
const columnIfExists = scalarFunction('column_ifexists', {
  summary: 'The column of that name, or another value where there is none.',
  aliases: ['columnifexists'],
  naming: 'found-column',
  overloads: [],
  bind: (call, rows, scope, binder) => {
    const [name, fallback] = call.arguments;
    if (name === undefined || fallback === undefined)
      return raise(problems.wrongCount('column_ifexists', 2, 2, call.arguments.length, call.span));
    const constant = bindScalar(name.value, rows, scope, binder);
    if (constant.is !== 'literal' || constant.type !== 'string')
      return raise(problems.notConstant('column_ifexists', name.value.span));
    const column = columnNamed(String(constant.value), rows);
    if (column !== undefined) return { is: 'column', name: column.name, type: column.type, span: call.span };
    const value = bindScalar(fallback.value, rows, scope, binder);
    // An open table may have the column with another type; where the other value is empty, its null stands for both.
    const guess = value.type === 'string' ? undefined : value.type;
    return isEmpty(value) ? (assumedColumn(String(constant.value), call.span, rows, binder, guess) ?? value) : value;
  },
});

function isEmpty(value: Bound): boolean {
  return value.is === 'literal' && (value.value === '' || value.value === null);
}

/** `bin_at` with the size and the border that `set` statements give. @see https://learn.microsoft.com/kusto/query/bin-auto-function */
const binAuto = scalarFunction('bin_auto', {
  summary: 'Rounds a value down to a bin whose size, and one of whose borders, are options of the query.',
  naming: 'first-argument',
  overloads: [],
  bind: (call, rows, scope, binder) => {
    const [argument] = call.arguments;
    if (argument === undefined || call.arguments.length !== 1)
      return raise(problems.wrongCount('bin_auto', 1, 1, call.arguments.length, call.span));
    const value = bindScalar(argument.value, rows, scope, binder);
    const size = scope.option('query_bin_auto_size');
    if (size === undefined)
      return raise(problems.failed('TT-OPTION', "'bin_auto' needs set query_bin_auto_size = ...", call.span));
    const zero = value.type === 'datetime' || value.type === 'timespan' ? 0n : 0;
    const border = scope.option('query_bin_auto_at') ?? literalOf(zero, value.type, call.span);
    return apply('bin_at', [value, size, border], call.span, binder);
  },
});

/** Functions that bind their own call: they need names, or a table. */
export const specialForms: readonly ScalarFunction[] = [toscalar, columnIfExists, binAuto];
