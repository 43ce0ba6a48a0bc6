import type { Span } from '../../base/span.js';
import type { ScalarType } from '../types/scalar-type.js';

/*
 * Our own syntax tree of a query: plain data, so that the store can keep it and nobody but this folder needs Microsoft's parser.
 * Every node has its exact span in the query's text (without surrounding white space).
 */

/** A literal's value in a form that JSON keeps: long, datetime and timespan as decimal digits (ticks), decimal as its text. */
export interface Literal {
  readonly is: 'literal';
  readonly type: ScalarType;
  /** bool boolean; int number; long/datetime/timespan string of digits; real number or 'NaN' 'Infinity' '-Infinity'; decimal, string, guid string; dynamic its source text as JSON; null null. */
  readonly value: null | boolean | number | string;
  readonly span: Span;
}

/** A bare name: a column, a let, a table, a parameter. `T*` patterns are `wildcard`. */
export interface Name {
  readonly is: 'name';
  readonly name: string;
  readonly wildcard?: true;
  readonly span: Span;
}

/** `x.name`, `x.["name"]` */
export interface Member {
  readonly is: 'member';
  readonly object: Expression;
  readonly name: string;
  readonly wildcard?: true;
  readonly span: Span;
}

/** `x[0]`, `x[name]`, `x["name"]` */
export interface Element {
  readonly is: 'element';
  readonly object: Expression;
  readonly index: Expression;
  readonly span: Span;
}

/** `f(a, b, name=c)`; also `materialize(...)`, `toscalar(...)`, `table("T")`, and a call on a qualifier (`database("d").T` is a member of one). */
export interface Call {
  readonly is: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly Argument[];
  /** What the function is called on: `database("d")` in `database("d").f(1)`. */
  readonly on?: Expression;
  readonly span: Span;
}

export interface Argument {
  readonly name?: string;
  readonly value: Expression;
}

/** `*` as an argument or column list. */
export interface Star {
  readonly is: 'star';
  readonly span: Span;
}

/** `-x`, `+x` */
export interface Unary {
  readonly is: 'unary';
  readonly operator: '-' | '+';
  readonly operand: Expression;
  readonly span: Span;
}

/** Every binary scalar operator under the name the analyst types: `==`, `=~`, `has_cs`, `!startswith`, `matches regex`, `and`, `:` ... */
export interface Binary {
  readonly is: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

/** `in`, `in~`, `!in`, `!in~`, `has_any`, `has_all`: the list may hold one tabular expression. */
export interface InList {
  readonly is: 'in';
  readonly operator: 'in' | 'in~' | '!in' | '!in~' | 'has_any' | 'has_all';
  readonly left: Expression;
  readonly list: readonly Expression[];
  readonly span: Span;
}

export interface Between {
  readonly is: 'between';
  readonly negated: boolean;
  readonly left: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly span: Span;
}

/** `name = x`, or `(a, b) = f(x)` */
export interface Named {
  readonly is: 'named';
  readonly names: readonly { readonly name: string; readonly span: Span }[];
  readonly compound: boolean;
  readonly value: Expression;
  readonly span: Span;
}

/** `typeof(long)`; `typeof(a:string, b:long)` has columns; `*` adds to them. */
export interface TypeOf {
  readonly is: 'typeof';
  readonly type?: ScalarType;
  readonly columns?: readonly ColumnSyntax[];
  readonly star?: true;
  readonly span: Span;
}

export interface ColumnSyntax {
  readonly name: string;
  readonly type: ScalarType;
  readonly span: Span;
}

/** A tabular pipeline: a source and the operators behind it. A leading operator (`union A, B`, `print x`, `range ...`) has no source. */
export interface Pipeline {
  readonly is: 'pipeline';
  readonly source: Expression | null;
  readonly operators: readonly Operator[];
  readonly span: Span;
}

/** `datatable(a:string)[...]` */
export interface DataTable {
  readonly is: 'datatable';
  readonly columns: readonly ColumnSyntax[];
  readonly values: readonly Expression[];
  readonly span: Span;
}

/** `externaldata(a:string)["https://..."] with (format="csv")` */
export interface ExternalData {
  readonly is: 'externaldata';
  readonly columns: readonly ColumnSyntax[];
  readonly uris: readonly Expression[];
  readonly properties: Parameters;
  readonly span: Span;
}

/** A piece that we know no meaning for: bound, it is an `unsupported` problem that names the construct. */
export interface Unknown {
  readonly is: 'unknown';
  /** In words: `macro-expand`, `inline external table`. */
  readonly construct: string;
  readonly span: Span;
}

export type Expression =
  | Literal
  | Name
  | Member
  | Element
  | Call
  | Star
  | Unary
  | Binary
  | InList
  | Between
  | Named
  | TypeOf
  | Pipeline
  | DataTable
  | ExternalData
  | Unknown;

/** `kind=inner hint.strategy=shuffle`: an expression, or a bare word as a Name. */
export type Parameters = readonly { readonly name: string; readonly value: Expression; readonly span: Span }[];

export interface Ordered {
  readonly value: Expression;
  /** `granny-asc` and `granny-desc` are for the names of columns. */
  readonly direction?: 'asc' | 'desc' | 'granny-asc' | 'granny-desc';
  readonly nulls?: 'first' | 'last';
  readonly span: Span;
}

interface Node<Kind extends string> {
  readonly is: Kind;
  readonly span: Span;
  readonly parameters: Parameters;
}

/** A tabular operator under Microsoft's name; obsolete spellings and aliases arrive under the current one. */
export type Operator =
  | (Node<'where'> & { readonly predicate: Expression })
  | (Node<'extend' | 'project' | 'project-away' | 'project-keep' | 'project-rename' | 'distinct' | 'serialize'> & {
      readonly columns: readonly Expression[];
    })
  | (Node<'project-reorder'> & { readonly columns: readonly Ordered[] })
  | (Node<'project-by-names'> & { readonly columns: readonly Expression[] })
  | (Node<'summarize'> & { readonly aggregates: readonly Expression[]; readonly by: readonly Expression[] | null })
  | (Node<'count'> & { readonly as?: string })
  | (Node<'sort'> & { readonly by: readonly Ordered[] })
  | (Node<'top'> & { readonly count: Expression; readonly by: readonly Ordered[] })
  | (Node<'take' | 'sample'> & { readonly count: Expression })
  | (Node<'sample-distinct'> & { readonly count: Expression; readonly of: Expression })
  | (Node<'top-hitters'> & { readonly count: Expression; readonly of: Expression; readonly by: Expression | null })
  | (Node<'top-nested'> & { readonly clauses: readonly TopNestedClause[] })
  | (Node<'join' | 'lookup'> & { readonly right: Expression; readonly on: readonly Expression[] })
  | (Node<'union'> & { readonly inputs: readonly Expression[] })
  | (Node<'mv-expand'> & { readonly columns: readonly ExpandColumn[]; readonly limit: Expression | null })
  | (Node<'mv-apply'> & {
      readonly columns: readonly ExpandColumn[];
      readonly limit: Expression | null;
      readonly body: readonly Operator[];
      readonly contextId: string | null;
    })
  | (Node<'parse' | 'parse-where'> & { readonly value: Expression; readonly pattern: readonly PatternPart[] })
  | (Node<'parse-kv'> & {
      readonly value: Expression;
      readonly columns: readonly ColumnSyntax[];
      readonly properties: Parameters;
    })
  | (Node<'make-series'> & {
      readonly aggregates: readonly { readonly value: Expression; readonly default: Expression | null }[];
      readonly on: Expression;
      readonly from: Expression | null;
      readonly to: Expression | null;
      readonly step: Expression | null;
      readonly range: readonly Expression[] | null;
      readonly by: readonly Expression[] | null;
    })
  | (Node<'range'> & {
      readonly name: string;
      readonly from: Expression;
      readonly to: Expression;
      readonly step: Expression;
    })
  | (Node<'print'> & { readonly columns: readonly Expression[] })
  | (Node<'find'> & {
      readonly tables: readonly Expression[];
      readonly predicate: Expression;
      readonly project: readonly Expression[] | 'smart' | null;
      readonly away: readonly Expression[] | null;
    })
  | (Node<'search'> & { readonly tables: readonly Expression[]; readonly predicate: Expression })
  | (Node<'facet'> & { readonly by: readonly Expression[]; readonly body: readonly Operator[] | null })
  | (Node<'fork'> & {
      readonly branches: readonly { readonly name: string | null; readonly body: readonly Operator[] }[];
    })
  | (Node<'partition'> & {
      readonly by: Expression;
      readonly body: readonly Operator[] | Expression;
      readonly scope: Expression | null;
    })
  | (Node<'partition-by'> & { readonly entity: Expression; readonly body: readonly Operator[] })
  | (Node<'reduce'> & { readonly by: Expression; readonly with: Parameters })
  | (Node<'render'> & { readonly chart: string; readonly properties: Parameters })
  | Node<'getschema' | 'consume'>
  | (Node<'as'> & { readonly name: string })
  | (Node<'invoke' | 'evaluate'> & { readonly call: Call; readonly schema: TypeOf | null })
  | (Node<'scan'> & {
      readonly orderBy: readonly Ordered[] | null;
      readonly partitionBy: readonly Expression[] | null;
      readonly declare: readonly (ColumnSyntax & { readonly default: Expression | null })[];
      readonly steps: readonly ScanStep[];
    })
  | (Node<'assert-schema'> & { readonly schema: TypeOf })
  | (Node<'make-graph'> & {
      readonly source: Expression;
      readonly target: Expression;
      readonly nodes: readonly { readonly table: Expression; readonly id: Expression }[];
      /** The property that holds the node's id where no table gives nodes. */
      readonly nodeId: string | null;
      readonly partition: { readonly by: Expression; readonly body: readonly Operator[] } | null;
    })
  | (Node<'graph-match' | 'graph-shortest-paths'> & {
      readonly patterns: readonly (readonly GraphPatternPart[])[];
      readonly where: Expression | null;
      readonly project: readonly Expression[] | null;
    })
  | (Node<'graph-to-table'> & { readonly outputs: readonly GraphOutput[] })
  | Node<'graph-mark-components'>
  | (Node<'unknown'> & { readonly construct: string });

export interface TopNestedClause {
  readonly count: Expression | null;
  readonly of: Expression;
  readonly others: Expression | null;
  readonly by: Expression;
  readonly direction?: Ordered['direction'];
  readonly span: Span;
}

/** One column of `mv-expand` and `mv-apply`: a value or `name = value`, and the type it is expanded to. */
export interface ExpandColumn {
  readonly value: Expression;
  readonly type: ScalarType | null;
  readonly span: Span;
}

export type PatternPart =
  | { readonly is: 'star'; readonly span: Span }
  | { readonly is: 'text'; readonly value: Expression; readonly span: Span }
  | { readonly is: 'capture'; readonly name: string; readonly type: ScalarType | null; readonly span: Span };

/** A node or an edge of a graph pattern; they take turns, and nodes are the first and the last. */
export type GraphPatternPart =
  | { readonly is: 'node'; readonly name: string | null; readonly span: Span }
  | {
      readonly is: 'edge';
      readonly name: string | null;
      readonly direction: 'right' | 'left' | 'any';
      /** How often an edge of variable length may repeat. */
      readonly range: { readonly from: Expression; readonly to: Expression } | null;
      readonly span: Span;
    };

/** One table that `graph-to-table` gives. */
export interface GraphOutput {
  readonly of: 'nodes' | 'edges';
  readonly as: string | null;
  readonly parameters: Parameters;
  readonly span: Span;
}

export interface ScanStep {
  readonly name: string;
  readonly optional: boolean;
  readonly output: 'all' | 'last' | 'none' | null;
  readonly condition: Expression;
  readonly assignments: readonly { readonly name: string; readonly value: Expression; readonly span: Span }[];
  readonly span: Span;
}

/** A parameter of a user-defined function: scalar (`type`) or tabular (`columns`, `star` for `(*)`). */
export interface ParameterSyntax {
  readonly name: string;
  readonly type?: ScalarType;
  readonly columns?: readonly ColumnSyntax[];
  readonly star?: true;
  readonly default?: Expression;
  readonly span: Span;
}

/** `(a:string, T:(*)) { statements }` */
export interface FunctionSyntax {
  readonly is: 'function';
  readonly parameters: readonly ParameterSyntax[];
  readonly view: boolean;
  readonly body: readonly Statement[];
  readonly span: Span;
}

export type Statement =
  | {
      readonly is: 'let';
      readonly name: string;
      readonly nameSpan: Span;
      readonly value: Expression | FunctionSyntax;
      readonly span: Span;
    }
  | { readonly is: 'expression'; readonly value: Expression; readonly span: Span }
  | { readonly is: 'query_parameters'; readonly parameters: readonly ParameterSyntax[]; readonly span: Span }
  /** `declare pattern p = (a:string)[b:string] { ("x").["y"] = { T }; }`: a table for each tuple of texts. */
  | {
      readonly is: 'pattern';
      readonly name: string;
      readonly matches: readonly {
        readonly values: readonly string[];
        readonly path: string | null;
        /** Its parameters are the pattern's, the path's last. */
        readonly body: FunctionSyntax;
      }[];
      readonly span: Span;
    }
  /** `alias database d = cluster("c").database("x")` */
  | { readonly is: 'alias'; readonly span: Span }
  | { readonly is: 'set'; readonly name: string; readonly value: Expression | null; readonly span: Span }
  | { readonly is: 'unknown'; readonly construct: string; readonly span: Span };

/** A whole query text as we keep it. */
export interface QuerySyntax {
  readonly statements: readonly Statement[];
}

/** A classified stretch of the text for colouring. */
export interface Token {
  readonly class: 'kw' | 'tb' | 'fn' | 'str' | 'num' | 'cm' | 'o';
  readonly span: Span;
}
