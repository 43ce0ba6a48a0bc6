import type { Span } from '../../base/span.js';
import type { Literal } from '../syntax/nodes.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';

/*
 * The plan: what a query means once its names and types are known. Plain readonly data, serialisable and comparable.
 * Many tabular operators of the language are one of few plan nodes: every member of the project family is `project`.
 */

/** A literal of the query, or a constant that binding made. */
export type BoundLiteral = Omit<Literal, 'span'> & { readonly span: Span };

export interface ColumnReference {
  readonly is: 'column';
  readonly name: string;
  readonly type: ScalarType;
  readonly span: Span;
}

/** A scalar function or scalar operator with the overload that was chosen; its arguments have that overload's types. */
export interface BoundCall {
  readonly is: 'call';
  readonly function: string;
  readonly overload: number;
  readonly arguments: readonly Bound[];
  readonly type: ScalarType;
  readonly span: Span;
}

/** A conversion that the language makes by itself (int to long, dynamic to string). */
export interface Conversion {
  readonly is: 'convert';
  readonly value: Bound;
  readonly type: ScalarType;
  readonly span: Span;
}

/** `toscalar(...)`: the first column of the first row. */
export interface ScalarOfPlan {
  readonly is: 'toscalar';
  readonly plan: Plan;
  readonly type: ScalarType;
  readonly span: Span;
}

/** `x in (T)`: the values of a table's first column, as a dynamic array. */
export interface ListOfPlan {
  readonly is: 'tolist';
  readonly plan: Plan;
  readonly element: ScalarType;
  readonly type: 'dynamic';
  readonly span: Span;
}

/** A scalar expression whose names and types are known. */
export type Bound = BoundLiteral | ColumnReference | BoundCall | Conversion | ScalarOfPlan | ListOfPlan;

/** `name = value` */
export interface Assignment {
  readonly name: string;
  readonly value: Bound;
}

export interface SortKey {
  readonly value: Bound;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** An aggregate of `summarize` or `make-series`; most give one column, `arg_max` and the like several. */
export interface AggregateCall {
  readonly function: string;
  readonly overload: number;
  readonly arguments: readonly Bound[];
  /** The condition of a `...if` form. */
  readonly condition: Bound | null;
  readonly outputs: readonly ColumnDeclaration[];
  readonly span: Span;
}

interface Node<Kind extends string> {
  readonly kind: Kind;
  readonly columns: readonly ColumnDeclaration[];
  /** Whether the rows have an order that the language promises: window functions need it. */
  readonly serialized: boolean;
  readonly span: Span;
  /** The user-defined or catalog function whose text the span counts in; absent for the query's own text. */
  readonly within?: string;
}

export type Plan =
  /** The records of a table. */
  | (Node<'table'> & { readonly name: string })
  /** Rows written in the query. */
  | (Node<'datatable'> & { readonly rows: readonly (readonly Literal['value'][])[] })
  /** One row without columns: what `print` works on. */
  | Node<'unit'>
  | (Node<'range'> & { readonly from: Bound; readonly to: Bound; readonly step: Bound })
  | (Node<'where'> & { readonly input: Plan; readonly predicate: Bound })
  | (Node<'project'> & { readonly input: Plan; readonly assignments: readonly Assignment[] })
  | (Node<'summarize'> & {
      readonly input: Plan;
      readonly by: readonly Assignment[];
      readonly aggregates: readonly AggregateCall[];
    })
  | (Node<'sort'> & { readonly input: Plan; readonly by: readonly SortKey[] })
  | (Node<'top'> & { readonly input: Plan; readonly count: Bound; readonly by: readonly SortKey[] })
  | (Node<'take'> & { readonly input: Plan; readonly count: Bound })
  | (Node<'sample'> & { readonly input: Plan; readonly count: Bound })
  | (Node<'join'> & {
      readonly left: Plan;
      readonly right: Plan;
      readonly join: JoinKind;
      readonly on: readonly { readonly left: Bound; readonly right: Bound }[];
      /** Where each result column comes from. */
      readonly from: readonly { readonly side: 'left' | 'right'; readonly name: string }[];
    })
  /** `from[i][j]`: the column of input i behind result column j, or null where the input lacks it. `labels` fill the withsource column, which is then the first. */
  | (Node<'union'> & {
      readonly inputs: readonly Plan[];
      readonly from: readonly (readonly (string | null)[])[];
      readonly labels: readonly string[] | null;
    })
  | (Node<'mv-expand'> & {
      readonly input: Plan;
      readonly expansions: readonly { readonly value: Bound; readonly name: string; readonly type: ScalarType }[];
      readonly bags: 'bag' | 'array';
      readonly itemIndex: string | null;
      readonly limit: Bound | null;
    })
  /** For each row of the input: expands it and runs `body` on what comes out; `body` reads it from the `row` node. */
  | (Node<'mv-apply'> & {
      readonly input: Plan;
      readonly expansions: readonly { readonly value: Bound; readonly name: string; readonly type: ScalarType }[];
      readonly itemIndex: string | null;
      readonly limit: Bound | null;
      readonly body: Plan;
      readonly carried: readonly string[];
    })
  /** What the body of `mv-apply` or `partition` reads. */
  | (Node<'input'> & { readonly id: string })
  | (Node<'partition'> & { readonly input: Plan; readonly by: Bound; readonly body: Plan })
  | (Node<'parse'> & {
      readonly input: Plan;
      readonly value: Bound;
      readonly mode: 'simple' | 'relaxed' | 'regex';
      readonly flags: string;
      readonly pattern: readonly ParsePart[];
      readonly captures: readonly ColumnDeclaration[];
      readonly drop: boolean;
    })
  | (Node<'make-series'> & {
      readonly input: Plan;
      readonly aggregates: readonly (AggregateCall & { readonly default: Bound | null })[];
      readonly axis: Assignment;
      readonly from: Bound | null;
      readonly to: Bound | null;
      readonly step: Bound;
      /** The obsolete `in range(...)`, whose end counts in. */
      readonly inclusive: boolean;
      readonly by: readonly Assignment[];
    })
  /** Evaluated once however often it is read. */
  | (Node<'materialize'> & { readonly input: Plan; readonly id: string })
  | (Node<'plugin'> & {
      readonly input: Plan;
      readonly plugin: string;
      readonly arguments: readonly PluginArgument[];
      readonly state: unknown;
    })
  /** Several results: `fork`, `facet`. */
  | (Node<'results'> & { readonly branches: readonly { readonly name: string; readonly plan: Plan }[] })
  | (Node<'render'> & { readonly input: Plan; readonly chart: string });

export type ParsePart =
  | { readonly is: 'star' }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'capture'; readonly column: number };

export type PluginArgument = { readonly name?: string } & ({ readonly value: Bound } | { readonly table: Plan });

/** @see https://learn.microsoft.com/kusto/query/join-operator */
export type JoinKind =
  | 'innerunique'
  | 'inner'
  | 'leftouter'
  | 'rightouter'
  | 'fullouter'
  | 'leftsemi'
  | 'rightsemi'
  | 'leftanti'
  | 'rightanti';

/** One plan node by its kind. */
export type PlanOf<Kind extends Plan['kind']> = Extract<Plan, { kind: Kind }>;
