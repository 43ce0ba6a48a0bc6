import type { Decimal } from 'decimal.js';
import type { Call } from '../syntax/nodes.js';
import type { Column } from '../types/column.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';
import type { Json, Value } from '../types/value.js';
import type { Binder } from './binder.js';
import type { Bound } from './nodes.js';
import type { Relation, Scope } from './scope.js';

/*
 * How a scalar function, a scalar operator and an aggregation function are written down. A definition says what it means for one
 * row; null handling, type conversion, batches and loops are done once, in the evaluate folder.
 */

/**
 * A parameter's type: a scalar type; `number` (int, long, real or decimal: all `number` parameters of a call get one common type);
 * `any` (whatever it is, unconverted); `same` (all `same` parameters of a call get one common type). A trailing `?` makes it optional,
 * a leading `...` lets the last parameter repeat (zero or more times).
 */
export type ParameterType = ScalarType | 'number' | 'any' | 'same';
type Spelling = ParameterType | `${ParameterType}?` | `...${ParameterType}`;

type Boxed = {
  bool: boolean;
  int: number;
  long: bigint;
  real: number;
  decimal: Decimal;
  string: string;
  datetime: bigint;
  timespan: bigint;
  guid: string;
  dynamic: Json;
  number: number | bigint | Decimal;
  any: Value;
  same: Value;
};
type Argument<S> = S extends `...${ParameterType}`
  ? never
  : S extends `${infer T extends ParameterType}?`
    ? Boxed[T] | undefined
    : S extends ParameterType
      ? Boxed[S]
      : never;
type Arguments<P extends readonly Spelling[]> = P extends readonly [
  ...infer Head,
  `...${infer T extends ParameterType}`,
]
  ? [...{ [K in keyof Head]: Argument<Head[K]> }, ...Boxed[T][]]
  : { [K in keyof P]: Argument<P[K]> };

/** A long may be returned as a bigint or as a safe whole number. */
type Result = Value | number;

/** What a definition may know when its call is compiled, before the first row. */
export interface Preparation {
  /** The value of each argument that is constant (null included); undefined for one that changes by row. */
  readonly constants: readonly (Value | undefined)[];
  /** The types of the arguments as given, before conversion to the parameters' types. */
  readonly types: readonly ScalarType[];
  /** The arguments' expressions, for the few functions that go by name. */
  readonly expressions: readonly Bound[];
  readonly context: FunctionContext;
}

/** The world as a function may know it; it is the same for the whole query. */
export interface FunctionContext {
  /** Ticks since 0001-01-01. */
  readonly now: bigint;
  /** The next number from 0 to 1 of the query's seeded random source. */
  random(): number;
}

/** The rows of a batch that count: an ascending list, or null for all of them. What a kernel leaves in other rows means nothing. */
export type Rows = Int32Array | null;

/** Works on whole columns. The result has `length` rows; only those in `rows` must be right. */
export type Columnar = (columns: readonly Column[], rows: Rows, length: number) => Column;

/** Gives the column of an expression for some rows of a batch: what a lazy form calls, when and for which rows it likes. */
export type LazyArgument = (rows: Rows) => Column;

export interface OverloadOptions {
  /**
   * `propagate` (default): a null argument makes the result null and the function is not called.
   * `given`: the function gets nulls and decides.
   */
  readonly nulls?: 'propagate' | 'given';
  /** Parameters, by position, that must be constants. */
  readonly literal?: readonly number[];
  /** A dynamic is not converted to a parameter's type by itself, as it is for functions. */
  readonly exact?: true;
}

export interface Overload extends OverloadOptions {
  readonly parameters: readonly { readonly type: ParameterType; readonly optional: boolean; readonly rest: boolean }[];
  readonly result: ScalarType | ((types: readonly ScalarType[]) => ScalarType);
  /** Makes the function of one row. */
  readonly prepare: ((given: Preparation) => (...values: Value[]) => Result) | null;
  /** A form over whole columns: beside `prepare` for speed (a test proves that both agree), or alone. May decline with null. */
  readonly columnar: ((given: Preparation) => Columnar | null) | null;
  /** Evaluates its arguments itself, only for the rows that need them: `iff`, `and`. */
  readonly lazy: ((given: Preparation) => (args: readonly LazyArgument[], rows: Rows, length: number) => Column) | null;
}

type ResultType = Overload['result'];

/** An overload that is its meaning for one row. */
export function overload<const P extends readonly Spelling[]>(
  parameters: P,
  result: ResultType,
  plain: (...values: Arguments<P>) => Result,
  options: OverloadOptions & { columnar?: Overload['columnar'] } = {},
): Overload {
  return prepared(parameters, result, () => plain, options);
}

/** An overload that prepares from its constants (compiles a pattern, builds a set), then is its meaning for one row. */
export function prepared<const P extends readonly Spelling[]>(
  parameters: P,
  result: ResultType,
  prepare: (given: Preparation) => (...values: Arguments<P>) => Result,
  options: OverloadOptions & { columnar?: Overload['columnar'] } = {},
): Overload {
  return {
    columnar: null,
    ...options,
    parameters: parameters.map(parameterOf),
    result,
    prepare: prepare as Overload['prepare'],
    lazy: null,
  };
}

/** An overload that only has a form over whole columns; it sees nulls. */
export function columnar<const P extends readonly Spelling[]>(
  parameters: P,
  result: ResultType,
  form: (given: Preparation) => Columnar,
  options: OverloadOptions = {},
): Overload {
  return { ...options, parameters: parameters.map(parameterOf), result, prepare: null, columnar: form, lazy: null };
}

/** An overload that evaluates its arguments itself. */
export function lazy<const P extends readonly Spelling[]>(
  parameters: P,
  result: ResultType,
  form: NonNullable<Overload['lazy']>,
  options: OverloadOptions = {},
): Overload {
  return { ...options, parameters: parameters.map(parameterOf), result, prepare: null, columnar: null, lazy: form };
}

function parameterOf(spelling: Spelling): Overload['parameters'][number] {
  const rest = spelling.startsWith('...');
  const optional = spelling.endsWith('?');
  return { type: spelling.replace(/^\.\.\.|\?$/g, '') as ParameterType, optional, rest };
}

interface Described {
  /** One sentence in our own words. */
  readonly summary: string;
  readonly aliases?: readonly string[];
  /** What it does not do yet, in words; shows in the support matrix. */
  readonly gap?: string;
  /** Whether a call with these arguments may meet the gap; absent where each may. */
  readonly mayMeetGap?: (given: readonly Bound[]) => boolean;
}

/** Binds a call by its names: `rows` is what a column name means here, null where there is none. */
export type ScalarBinding = (call: Call, rows: Relation | null, scope: Scope, binder: Binder) => Bound;

export interface ScalarFunctionDefinition extends Described {
  readonly overloads: readonly Overload[];
  /**
   * How an unnamed column made by a call is called: after its first argument (`bin(t, 1h)` is `t`), after its only argument, or a prefix
   * before the first argument's name (`strlen_x`), or always the same, or after the column that the call turns out to be. Absent: `Column1`, `Column2` ...
   */
  readonly naming?:
    | 'first-argument'
    | 'only-argument'
    | 'found-column'
    | { readonly prefix: string }
    | { readonly always: string };
  /** Binds the call itself where names matter, not values (`column_ifexists`, `pack_all`); `overloads` then describe what it may return. */
  readonly bind?: ScalarBinding;
  /**
   * For a function of several results (`series_stats`, `array_sort_asc` of several arrays): their names and types, from the arguments'
   * column names ('' for what is no plain column), types and constants. Its overloads' result is then `dynamic`, and a row's value an array
   * of values, one for each output, or null for nulls. In a list of columns each result is a column; elsewhere `f(x)[1]` takes one.
   * A list of one means a function like any other.
   */
  readonly outputs?: (given: AggregateArguments) => readonly ColumnDeclaration[];
  /** Gives a new value each time (`rand`): never folded. */
  readonly volatile?: true;
  /** Works on the rows in their order (`prev`, `row_number`): the input must be serialized, and is given as one batch. */
  readonly needs?: 'serialized';
}

export interface ScalarFunction extends ScalarFunctionDefinition {
  readonly name: string;
}

/** Declares a scalar function, or a scalar operator under the name the analyst types (`=~`, `has_any`). */
export function scalarFunction(name: string, definition: ScalarFunctionDefinition): ScalarFunction {
  return { name, ...definition };
}

/**
 * An aggregate of one overload: starts a state, adds the values of a row, merges two states, finishes. A state may be changed in
 * place or replaced: what `add` and `merge` return counts.
 */
export interface AggregateOverload<State = never> {
  readonly parameters: readonly { readonly type: ParameterType; readonly optional: boolean; readonly rest: boolean }[];
  readonly literal?: readonly number[];
  /** A dynamic is not converted to a parameter's type by itself. */
  readonly exact?: true;
  readonly result: ScalarType | ((types: readonly ScalarType[]) => ScalarType);
  /** `skip` (default): a row with a null argument is not added. `given`: it is. */
  readonly nulls?: 'skip' | 'given';
  /** May look at constants (a list's maximal size, a percentile). */
  readonly prepare: (given: Preparation) => AggregateForm<State>;
  /** A form that keeps the states of all groups together: beside `prepare` for speed, a test proves that both agree. May decline with null. */
  readonly grouped?: (given: Preparation) => GroupedForm | null;
}

/** The states of all groups of an aggregate, in arrays by group. */
export interface GroupedForm {
  /** Adds the rows of a batch: `ids` has each row's group, -1 where the row does not count; `size` groups have been seen so far. */
  add(columns: readonly Column[], ids: Int32Array, length: number, size: number): void;
  /** The result columns, a row for each of `size` groups. */
  finish(size: number): readonly Column[];
}

export interface AggregateForm<State> {
  start(): State;
  add(state: State, ...values: Value[]): State;
  merge(state: State, other: State): State;
  finish(state: State): Value | number | readonly Value[];
}

export interface AggregateDefinition extends Described {
  /** Whether rows are put in order by the first argument, which then cannot be dynamic. */
  readonly ordered?: true;
  // biome-ignore lint/suspicious/noExplicitAny: each overload has a state of its own
  readonly overloads: readonly AggregateOverload<any>[];
  /** The name of its conditional form, whose last argument is the condition: `sumif`. It comes free. */
  readonly conditional?: string;
  /**
   * For an aggregate of several result columns (`arg_max`, `take_any`, `percentiles`): their names and types, from the arguments' column
   * names ('' for what is no plain column), types and constants; `finish` then returns an array of values, one for each.
   */
  readonly outputs?: (given: AggregateArguments) => readonly ColumnDeclaration[];
  /** What `*` as an argument stands for: all columns but the group keys (and, for `arg_max`, but the first argument). */
  readonly star?: true;
  /** The result's name when the query gives none, from its arguments ('' for `Column1`); default `name_column` after the first. */
  readonly columnName?: (given: AggregateArguments) => string;
}

/** The arguments of an aggregate as naming sees them. */
export interface AggregateArguments {
  readonly columns: readonly string[];
  readonly types: readonly ScalarType[];
  readonly constants: readonly (Value | undefined)[];
}

export interface Aggregate extends AggregateDefinition {
  readonly name: string;
}

/** Declares an aggregation function. */
export function aggregate(name: string, definition: AggregateDefinition): Aggregate {
  return { name, ...definition };
}

/** One overload of an aggregate; `parameters` as for `overload`. */
export function aggregateOverload<State, const P extends readonly Spelling[]>(
  parameters: P,
  result: ResultType,
  prepare: (given: Preparation) => {
    start(): State;
    add(state: State, ...values: Arguments<P>): State;
    merge(state: State, other: State): State;
    finish(state: State): Value | number | readonly Value[];
  },
  options: Pick<AggregateOverload, 'nulls' | 'literal' | 'exact' | 'grouped'> = {},
): AggregateOverload<State> {
  return {
    ...options,
    parameters: parameters.map(parameterOf),
    result,
    prepare: prepare as AggregateOverload<State>['prepare'],
  };
}
