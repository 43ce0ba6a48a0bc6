import type { Span } from '../../base/span.js';
import type { Call, FunctionSyntax, Statement } from '../syntax/nodes.js';
import type { Table } from '../types/table.js';
import type { Bound, GraphPlan, Plan } from './nodes.js';

/** A plan and what binding knows beside it. */
export interface Relation {
  readonly plan: Plan;
  /** The sources (tables without a full schema, plugins over unknown data) that may have columns nobody has named yet. */
  readonly open: readonly string[];
  /** The right side while the condition of a join is bound. */
  readonly right?: Relation;
  /** The name that `as` gives: what `$table`, `source_` and a union's source column say. */
  readonly label?: string;
  /** A graph: its nodes and edges with their properties. The plan has no columns. */
  readonly graph?: { readonly nodes: Relation; readonly edges: Relation; readonly plan: GraphPlan };
  /** The names of a graph pattern, while its expressions are bound. */
  readonly pattern?: PatternNames;
  /** Its several results are tables that the statements behind may name. */
  readonly named?: true;
  /** The rows that a scalar function is called on, in whose body a parameter or `let` comes before a column. */
  readonly isCallers?: true;
  /** Binds an aggregate inside a scalar expression of `summarize`. */
  readonly aggregate?: (call: Call) => Bound;
}

/** What the expressions of a graph pattern may name. */
export interface PatternNames {
  has(name: string): boolean;
  /** `element.property` */
  property(element: string, property: string, span: Span): Bound;
  /** An element by itself. */
  whole(element: string, span: Span): Bound;
  /** A function of graph elements, such as `all` and `node_id`. */
  call(call: Call): Bound;
}

/** What a name means: a scalar, a table expression, or a function with the scope it was written in. */
export type Definition =
  | { readonly is: 'scalar'; readonly value: Bound; readonly rows: Relation | null }
  | { readonly is: 'tabular'; readonly relation: Relation }
  | {
      readonly is: 'function';
      readonly function: FunctionSyntax;
      readonly scope: Scope;
      /** Whether it is the catalog's. */
      readonly isStored?: true;
    };

/** A pattern: tables by texts, and the scope it was written in. */
export interface Pattern {
  readonly syntax: Extract<Statement, { is: 'pattern' }>;
  readonly scope: Scope;
}

/** The names of let statements and parameters that can be seen. */
export class Scope {
  private readonly names = new Map<string, Definition>();
  private readonly patterns = new Map<string, Pattern>();
  private readonly options = new Map<string, Bound>();

  constructor(
    private readonly parent: Scope | null,
    /** The catalog function whose text is being bound; undefined in the query's own text. */
    readonly within: string | undefined,
    readonly depth: number,
  ) {}

  static root(): Scope {
    return new Scope(null, undefined, 0);
  }

  inner(): Scope {
    return new Scope(this, this.within, this.depth);
  }

  define(name: string, definition: Definition): void {
    this.names.set(name, definition);
  }

  find(name: string): Definition | undefined {
    return this.names.get(name) ?? this.parent?.find(name);
  }

  /** Notes what a `set` statement gives an option of the query. */
  setOption(name: string, value: Bound): void {
    this.options.set(name, value);
  }

  option(name: string): Bound | undefined {
    return this.options.get(name) ?? this.parent?.option(name);
  }

  definePattern(name: string, pattern: Pattern): void {
    this.patterns.set(name, pattern);
  }

  findPattern(name: string): Pattern | undefined {
    return this.patterns.get(name) ?? this.parent?.findPattern(name);
  }

  /** The names of tabular definitions and views, for `union A*`. */
  tabularNames(): string[] {
    const own = [...this.names].filter(([, definition]) => canBeListed(definition)).map(([name]) => name);
    return [...new Set([...own, ...(this.parent?.tabularNames() ?? [])])];
  }
}

function canBeListed(definition: Definition): boolean {
  return definition.is === 'tabular' || (definition.is === 'function' && definition.function.view);
}

/** What the binder may ask about tables and functions outside the query. */
export interface Catalog {
  /** The columns of a table; `open` when it may have more. Undefined when there is no such table. */
  table(name: string): (Pick<Table, 'columns' | 'guessed'> & { readonly open: boolean }) | undefined;
  /** The names of tables known by name, for wildcards. */
  tableNames(): readonly string[];
  function(name: string): FunctionSyntax | undefined;
  /** Whether a table has declared columns and no records, and would have no others. Absent: nothing is known of that. */
  isAbsent?(table: string): boolean;
  /** Whether there are records for an address that `externaldata` names. */
  external(uri: string): boolean;
}
