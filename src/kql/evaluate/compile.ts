import { invariant } from '../../base/invariant.js';
import type { Overload, Preparation, Rows, ScalarFunction } from '../plan/definitions.js';
import type { Execution, Kernel } from '../plan/execution.js';
import { literalValue } from '../plan/literals.js';
import type { Bound, BoundCall, Conversion, OutputOfCall } from '../plan/nodes.js';
import type { Registry } from '../plan/registry.js';
import {
  type Column,
  columnBuilder,
  columnOf,
  constantColumn,
  gather,
  type StringColumn,
  valueReader,
} from '../types/column.js';
import { convertValue } from '../types/convert.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Batch, ColumnDeclaration } from '../types/table.js';
import type { Json, Value } from '../types/value.js';

/** What compiling needs beside the expression. */
export interface CompileContext {
  readonly execution: Execution;
  readonly registry: Registry;
  /** Whether constant calls are evaluated once, before the first row. */
  readonly fold: boolean;
}

/** Makes the kernel of an expression over the columns given. */
export function compileBound(bound: Bound, columns: readonly ColumnDeclaration[], context: CompileContext): Kernel {
  switch (bound.is) {
    case 'literal':
      return constantKernel(bound.type, literalValue(bound));
    case 'column': {
      const at = columns.findIndex((column) => column.name === bound.name);
      invariant(at >= 0, `the plan reads column '${bound.name}' that its input has`);
      return { evaluate: (batch) => batch.columns[at], constant: undefined };
    }
    case 'toscalar': {
      const batch = context.execution.collect(bound.plan);
      return constantKernel(bound.type, batch.length === 0 ? emptyValue(bound.type) : valueReader(batch.columns[0])(0));
    }
    case 'tolist': {
      const batch = context.execution.collect(bound.plan);
      const read = valueReader(batch.columns[0]);
      return constantKernel('dynamic', Array.from({ length: batch.length }, (_, row) => read(row)) as Json);
    }
    case 'convert':
      return compileConversion(bound, columns, context);
    case 'output':
      return compileOutput(bound, columns, context);
    case 'call':
      return compileCall(bound, columns, context);
  }
}

function emptyValue(type: ScalarType): Value {
  return type === 'string' ? '' : null;
}

function constantKernel(type: ScalarType, value: Value): Kernel {
  let column: Column | undefined;
  let length = -1;
  return {
    evaluate(batch) {
      if (column === undefined || length !== batch.length) {
        column = constantColumn(type, value, batch.length);
        length = batch.length;
      }
      return column;
    },
    constant: value,
  };
}

const oneRow: Batch = { length: 1, columns: [] };

function compileCall(call: BoundCall, columns: readonly ColumnDeclaration[], context: CompileContext): Kernel {
  const known = context.registry.functions.get(call.function);
  invariant(known !== undefined, `the registry has '${call.function}', which the plan calls`);
  const chosen = known.overloads[call.overload];
  const args = call.arguments.map((each) => compileBound(each, columns, context));
  const given: Preparation = {
    constants: args.map((each) => each.constant),
    types: call.arguments.map((each) => each.type),
    expressions: call.arguments,
    context: context.execution,
  };
  const evaluate = callForm(known, chosen, args, call.type, given);
  const constant =
    context.fold &&
    known.volatile === undefined &&
    known.needs === undefined &&
    args.every((each) => each.constant !== undefined);
  return constant
    ? constantKernel(call.type, valueReader(evaluate(oneRow, null))(0))
    : { evaluate, constant: undefined };
}

function callForm(
  known: ScalarFunction,
  chosen: Overload,
  args: readonly Kernel[],
  type: ScalarType,
  given: Preparation,
): Kernel['evaluate'] {
  if (chosen.lazy !== null) {
    const form = chosen.lazy(given);
    return (batch, rows) =>
      form(
        args.map((arg) => (some: Rows) => arg.evaluate(batch, some)),
        rows,
        batch.length,
      );
  }
  const columnar = chosen.columnar?.(given) ?? null;
  if (columnar !== null)
    return (batch, rows) =>
      columnar(
        args.map((arg) => arg.evaluate(batch, rows)),
        rows,
        batch.length,
      );
  invariant(chosen.prepare !== null, `'${known.name}' has a form for these arguments`);
  return plainForm(chosen.prepare(given), args, type, chosen.nulls === 'given', known.volatile === undefined);
}

/** Calls a plain function row by row; once for each distinct value where a single dictionary column changes. */
function plainForm(
  call: (...values: Value[]) => Value | number,
  args: readonly Kernel[],
  type: ScalarType,
  nullsGiven: boolean,
  pure: boolean,
): Kernel['evaluate'] {
  const safe = nullsGiven ? call : nullPropagating(call);
  const changing = args.map((arg, i) => (arg.constant === undefined ? i : -1)).filter((i) => i >= 0);
  const perDistinct = new WeakMap<readonly string[], Column>();
  const constants = args.map((arg) => arg.constant ?? null);
  return (batch, rows) => {
    const columns = args.map((arg) => arg.evaluate(batch, rows));
    if (pure && changing.length === 1) {
      const [at] = changing;
      const column = columns[at];
      if (
        column.type === 'string' &&
        column.codes !== undefined &&
        worthwhile(column, rows?.length ?? batch.length, perDistinct)
      ) {
        return throughDictionary(column, type, perDistinct, (value) => safe(...constants.with(at, value)));
      }
    }
    return rowByRow(safe, columns, type, rows, batch.length);
  };
}

function nullPropagating(call: (...values: Value[]) => Value | number): (...values: Value[]) => Value | number {
  return (...values) => {
    for (const value of values) if (value === null) return null;
    return call(...values);
  };
}

/** A dictionary is worth going through once when it is not much larger than the rows that use it. */
function worthwhile(column: StringColumn, rows: number, known: WeakMap<readonly string[], Column>): boolean {
  return known.has(column.values) || column.values.length <= Math.max(rows, 1024);
}

function throughDictionary(
  column: StringColumn,
  type: ScalarType,
  known: WeakMap<readonly string[], Column>,
  call: (value: string) => Value,
): Column {
  let results = known.get(column.values);
  if (results === undefined) {
    results = columnOf(type, column.values.map(call));
    known.set(column.values, results);
  }
  const codes = column.codes as Int32Array;
  return results.type === 'string' && results.codes === undefined
    ? { type: 'string', codes, values: results.values }
    : gather(results, codes);
}

function rowByRow(
  call: (...values: Value[]) => Value,
  columns: readonly Column[],
  type: ScalarType,
  rows: Rows,
  length: number,
): Column {
  const builder = columnBuilder(type, length);
  const readers = columns.map(valueReader);
  const count = rows === null ? length : rows.length;
  const [a, b, c] = readers;
  for (let k = 0; k < count; k++) {
    const row = rows === null ? k : rows[k];
    switch (readers.length) {
      case 1:
        builder.set(row, call(a(row)));
        break;
      case 2:
        builder.set(row, call(a(row), b(row)));
        break;
      case 3:
        builder.set(row, call(a(row), b(row), c(row)));
        break;
      default:
        builder.set(row, call(...readers.map((read) => read(row))));
    }
  }
  return builder.build();
}

function compileOutput(
  { value, at, type }: OutputOfCall,
  columns: readonly ColumnDeclaration[],
  context: CompileContext,
): Kernel {
  const inner = compileBound(value, columns, context);
  const pick = (results: Value): Value => (results === null ? emptyValue(type) : (results as readonly Value[])[at]);
  if (inner.constant !== undefined) return constantKernel(type, pick(inner.constant));
  return {
    evaluate: (batch, rows) => rowByRow(pick, [inner.evaluate(batch, rows)], type, rows, batch.length),
    constant: undefined,
  };
}

function compileConversion(
  conversion: Conversion,
  columns: readonly ColumnDeclaration[],
  context: CompileContext,
): Kernel {
  const inner = compileBound(conversion.value, columns, context);
  const from = conversion.value.type;
  const to = conversion.type;
  const evaluate: Kernel['evaluate'] = (batch, rows) => {
    const column = inner.evaluate(batch, rows);
    return widened(column, to) ?? rowByRow((value) => convertValue(value, from, to), [column], to, rows, batch.length);
  };
  if (context.fold && inner.constant !== undefined) return constantKernel(to, convertValue(inner.constant, from, to));
  return { evaluate, constant: undefined };
}

/** The widening of numbers, column by column. */
function widened(column: Column, to: ScalarType): Column | undefined {
  if (column.type === 'int' && (to === 'long' || to === 'real')) {
    return { type: to, values: new Float64Array(column.values), nulls: column.nulls };
  }
  if (column.type === 'long' && to === 'real') {
    return {
      type: 'real',
      values: column.values instanceof Float64Array ? column.values : Float64Array.from(column.values, Number),
      nulls: column.nulls,
    };
  }
  return undefined;
}
