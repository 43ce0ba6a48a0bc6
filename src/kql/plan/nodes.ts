import type { Span } from '../../base/span.js';
import type { Literal } from '../syntax/nodes.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration, Origin } from '../types/table.js';

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
  /** The column of an open source that it is, while its type may still follow from its uses. */
  readonly origin?: Origin;
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

/** One result of a call that gives several. */
export interface OutputOfCall {
  readonly is: 'output';
  /** The call, or the column that holds what it gave. */
  readonly value: Bound;
  readonly at: number;
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
export type Bound = BoundLiteral | ColumnReference | BoundCall | Conversion | OutputOfCall | ScalarOfPlan | ListOfPlan;

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
  /** The records given for addresses that `externaldata` names. */
  | (Node<'externaldata'> & { readonly addresses: readonly string[] })
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
  | (Node<'top-nested'> & {
      readonly input: Plan;
      /** What the summaries of the levels read: the rows of one group of the level above. */
      readonly id: string;
      readonly levels: readonly TopNestedLevel[];
    })
  /** `input` has a row for each value: the value, its weight. */
  | (Node<'top-hitters'> & { readonly input: Plan; readonly count: Bound })
  /** The columns of a step's state are named `step.column` in its expressions. */
  | (Node<'scan'> & {
      readonly input: Plan;
      readonly declared: readonly (ColumnDeclaration & { readonly default: Bound })[];
      readonly steps: readonly {
        readonly name: string;
        readonly output: 'all' | 'last' | 'none';
        readonly condition: Bound;
        readonly assignments: readonly Assignment[];
      }[];
      readonly partitionBy: readonly Bound[];
      readonly matchId: string | null;
    })
  /** Reads its input and gives nothing. */
  | (Node<'consume'> & { readonly input: Plan })
  | (Node<'join'> & {
      readonly left: Plan;
      readonly right: Plan;
      readonly join: JoinKind;
      readonly on: readonly { readonly left: Bound; readonly right: Bound }[];
      /** Where each result column comes from. */
      readonly from: readonly { readonly side: 'left' | 'right'; readonly name: string }[];
      /** Conditions of the left side that the node behind asks: an innerunique join chooses a row that meets them, where its key has one. */
      readonly preferred?: readonly Bound[];
    })
  /** `from[i][j]`: the column of input i behind result column j, or null where the input lacks it. `labels` fill the withsource column, which is then the first. */
  | (Node<'union'> & {
      readonly inputs: readonly Plan[];
      readonly from: readonly (readonly (string | null)[])[];
      readonly labels: readonly string[] | null;
    })
  | (Node<'mv-expand'> & Expansions & { readonly input: Plan; readonly bags: 'bag' | 'array' })
  /** For each row of the input: expands it and runs `body` on what comes out, which `body` reads from `source`. */
  | (Node<'mv-apply'> & Expansions & { readonly input: Plan; readonly source: PlanOf<'input'>; readonly body: Plan })
  /** What the body of `mv-apply` or `partition` reads. */
  | (Node<'input'> & { readonly id: string })
  | (Node<'partition'> & {
      readonly input: Plan;
      readonly by: Bound;
      readonly source: PlanOf<'input'>;
      readonly body: Plan;
      /** How many keys there may be. */
      readonly limit: number | null;
    })
  | (Node<'parse'> & {
      readonly input: Plan;
      readonly value: Bound;
      /** The pattern as one expression, each column a named group. */
      readonly regex: string;
      readonly captures: readonly ColumnDeclaration[];
      /** Whether every column must convert. */
      readonly strict: boolean;
      /** The column that the pattern ends with. */
      readonly tail: number | null;
      /** The datetime or timespan before the star that the pattern ends with: its group takes all of the rest. */
      readonly timeBeforeStar: number | null;
      readonly drop: boolean;
    })
  | (Node<'parse-kv'> & {
      readonly input: Plan;
      readonly value: Bound;
      readonly keys: readonly ColumnDeclaration[];
      readonly format: KeyValueFormat;
    })
  /**
   * The input has a row for each bin with data: its key (`by` columns), its start counted from `from` (from zero where that is not given),
   * a column for each series, and in an inclusive range the last place with data. The result has a row for each key, its series as
   * arrays, and their axis last.
   */
  | (Node<'make-series'> & {
      readonly input: Plan;
      readonly by: number;
      readonly defaults: readonly Bound[];
      readonly axis: ScalarType;
      readonly from: Bound | null;
      readonly to: Bound | null;
      readonly step: Bound;
      /** The obsolete `in range(...)`, whose end counts in. */
      readonly inclusive: boolean;
      /** Whether no row at all still gives a series. */
      readonly nonempty: boolean;
    })
  /** Evaluated once however often it is read. */
  | (Node<'materialize'> & { readonly input: Plan; readonly id: string })
  /** `evaluate`: what the plugin made of its call is plain data that only the plugin reads. */
  | (Node<'plugin'> & { readonly input: Plan; readonly plugin: string; readonly given: unknown })
  /** What a graph operator reads; as a query by itself it gives no rows. */
  | (Node<'graph'> & { readonly graph: GraphPlan })
  | (Node<'graph-match'> & GraphSearch & { readonly graph: GraphPlan })
  /** The nodes or edges of a graph, behind columns with hashes of ids. */
  | (Node<'graph-to-table'> & {
      readonly graph: GraphPlan;
      readonly of: 'nodes' | 'edges';
      readonly hashes: readonly ('node' | 'source' | 'target')[];
      /** The hash of `id`. */
      readonly hash: Bound;
    })
  /** Runs `body` on the edges and nodes of each key, which it reads from `sources`: edges first, then each table of nodes. */
  | (Node<'partitioned-graph'> & {
      readonly tables: readonly { readonly plan: Plan; readonly by: Bound; readonly source: PlanOf<'input'> }[];
      readonly body: Plan;
    })
  /** Several results: `fork`, `facet`. */
  | (Node<'results'> & { readonly branches: readonly { readonly name: string; readonly plan: Plan }[] })
  | (Node<'render'> & { readonly input: Plan; readonly chart: string });

/** A graph: how it is made, then what is marked on its nodes. */
export type GraphPlan =
  | {
      readonly is: 'made';
      readonly edges: Plan;
      readonly source: Bound;
      readonly target: Bound;
      readonly tables: readonly { readonly plan: Plan; readonly id: Bound }[];
      /** The properties of nodes. */
      readonly columns: readonly ColumnDeclaration[];
      /** The properties that hold the id. */
      readonly ids: readonly string[];
      readonly span: Span;
    }
  | {
      readonly is: 'marked';
      readonly graph: GraphPlan;
      readonly components: 'weak' | 'strong';
      readonly columns: readonly ColumnDeclaration[];
    };

/** A pattern to find in a graph, its places numbered. A column `name.property` is a property of the element at a place. */
export interface GraphSearch {
  /** How many nodes the pattern has. */
  readonly nodeCount: number;
  readonly edges: readonly GraphPatternEdge[];
  readonly variables: readonly GraphVariable[];
  readonly filters: readonly GraphFilter[];
  /** Values computed over the edges, or the inner nodes, of an edge of variable length. */
  readonly derived: readonly GraphFold[];
  /** The conditions on several elements together. */
  readonly conditions: readonly Bound[];
  readonly assignments: readonly Assignment[];
  readonly cycles: 'all' | 'none' | 'unique_edges';
  /** Which of the matches between two nodes are kept: all, or one or all of the shortest. */
  readonly paths: 'all' | 'shortest' | 'any-shortest';
}

export interface GraphPatternEdge {
  readonly from: number;
  readonly to: number;
  readonly direction: 'right' | 'left' | 'any';
  readonly min: number;
  readonly max: number;
}

/** A condition on one element: a node, an edge (each, where its length is variable), or each node inside an edge of variable length. */
export interface GraphFilter {
  readonly of: 'node' | 'edge' | 'inner';
  readonly at: number;
  /** The name in front of the columns that the condition reads; null where they stand alone. */
  readonly element: string | null;
  readonly predicate: Bound;
}

/** A name of a pattern, and which of its nodes or edges it is; `path` is an edge of variable length. */
export interface GraphVariable {
  readonly name: string;
  readonly is: 'node' | 'edge' | 'path';
  readonly at: number;
}

/** `all(e, ...)`, `any(e, ...)` or `map(e, ...)` as a column of that name. */
export interface GraphFold {
  readonly name: string;
  readonly fold: 'all' | 'any' | 'map';
  readonly over: 'edge' | 'inner';
  readonly at: number;
  readonly value: Bound;
}

/** One level of `top-nested`. */
export interface TopNestedLevel {
  readonly key: Assignment;
  readonly value: ColumnDeclaration;
  /** A row for each group: its key, its value. */
  readonly groups: Plan;
  /** The value of all rows together. */
  readonly rest: Plan;
  /** How many groups are kept; all where it is null. */
  readonly count: Bound | null;
  /** The key of the row for what is left over, and whether this level asks for one. */
  readonly others: Bound;
  readonly withOthers: boolean;
  readonly descending: boolean;
}

/** What `mv-expand` and `mv-apply` lay out in rows. */
export interface Expansions {
  readonly expansions: readonly { readonly value: Bound; readonly name: string; readonly type: ScalarType }[];
  readonly itemIndex: string | null;
  readonly limit: Bound | null;
}

/** How `parse-kv` finds keys and values in a text. */
export type KeyValueFormat =
  | { readonly is: 'regex'; readonly regex: string }
  | {
      readonly is: 'delimited';
      readonly pair: string;
      readonly keyValue: string;
      /** Opening and closing quotes. */
      readonly quotes: readonly (readonly [open: string, close: string])[];
      readonly escapes: readonly string[];
      readonly greedy: boolean;
    }
  /** Whatever is no letter or digit parts keys from values and pairs. */
  | {
      readonly is: 'undelimited';
      readonly quotes: readonly (readonly [open: string, close: string])[];
      readonly escapes: readonly string[];
    };

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
