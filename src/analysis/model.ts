import type { Problem } from '../base/problem.js';
import type { Span } from '../base/span.js';

/** How an indicator compares its field: one algebra for every rule language. */
export type IndicatorKind =
  | 'eq'
  | 'in'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'between'
  | 'contains'
  | 'has'
  | 'has_prefix'
  | 'has_suffix'
  | 'starts_with'
  | 'ends_with'
  | 'match'
  | 'wildcard'
  | 'cidr'
  | 'is_null'
  | 'is_not_null';

/** A constant as an indicator shows it: numbers, booleans and strings as JSON has them, everything else as KQL prints it. */
export type IndicatorValue = string | number | boolean;

/** One comparison of a field with constants, as the query writes it. */
export interface Predicate {
  readonly is: 'predicate';
  /** The column or path of the table that is read, as written: `ControlName_s`, `Properties.user`, `tolower(Account)`. */
  readonly field: string;
  /** The column or expression of the comparison itself, where that is made of the field before. */
  readonly column?: string;
  readonly kind: IndicatorKind;
  /** One entry for each listed value; two for `between`; none for null tests. */
  readonly values: readonly IndicatorValue[];
  /** Whether the comparison respects case; present only where case can matter. */
  readonly cased?: boolean;
  /** It compares what an aggregate gave, and tells how much of something there must be. */
  readonly threshold?: true;
  readonly span: Span;
}

/** Columns of both sides that a join wants to be equal. */
export interface JoinKey {
  readonly left: string;
  readonly right: string;
}

/** A part of a condition that compares no field with constants (`a == b`, a call of data); kept so that the tree is whole. */
export interface OpaquePredicate {
  readonly is: 'opaque';
  readonly text: string;
  readonly span: Span;
}

export interface PredicateGroup {
  readonly is: 'and' | 'or' | 'not';
  readonly parts: readonly PredicateTree[];
  readonly span: Span;
}

/** The condition of a stage with its and / or / not structure. */
export type PredicateTree = Predicate | OpaquePredicate | PredicateGroup;

/** A step range of the query; the texts of all stages, put together, are the query. */
export interface Stage {
  readonly index: number;
  /** Microsoft's operator name (`where`, `summarize` ...), `source` for what is read, `let` for statements before it. */
  readonly kind: string;
  readonly text: string;
  readonly span: Span;
  /** How many consecutive like operators were folded into this stage. */
  readonly steps: number;
  /** What it does, in a sentence. */
  readonly words: string;
  readonly predicates?: PredicateTree;
  /** What the sides of its joins are matched by. */
  readonly keys?: readonly JoinKey[];
}

/** A field, kind and value that the rule looks for or leaves out. */
export interface Indicator {
  readonly field: string;
  readonly kind: IndicatorKind;
  readonly value: IndicatorValue | null;
  readonly cased?: boolean;
  /** Chooses the log (table, event id, vendor, outcome) and is no sign of a threat. */
  readonly scope: boolean;
  /** The table whose column it is, where the query reads just one. */
  readonly table: string | null;
  readonly stage: number;
  /** The conditional aggregate that counts by it, or the function of the catalog that looks for it; its place is then that of the call. */
  readonly within?: string;
  /** Why it only chooses the log. */
  readonly because?: string;
  readonly span: Span;
}

/** A let statement of scalar value, resolved where it is constant. */
export interface Parameter {
  readonly name: string;
  readonly text: string;
  readonly value?: unknown;
}

/** A column of the result and what the rule feeds with it. */
export interface Output {
  readonly name: string;
  readonly type?: string;
  /** The columns of the tables that it is made of. */
  readonly from: readonly string[];
  /** How it is made of them, where it is not one of them as it is: `tolower(Account)`. */
  readonly expression?: string;
  /** The stage that made it, or first chose it. */
  readonly stage: number;
  readonly feeds: readonly string[];
}

export interface LintFinding {
  readonly code: string;
  readonly severity: 'validity' | 'quality';
  readonly message: string;
  readonly span: Span;
  readonly fix?: string;
}

/** What a query of one table asks of each record of it, before rows are grouped, joined or cut; the time aside. */
export interface RecordFilter {
  readonly table: string;
  /** Whether this is all it asks: what compares no column with constants is not among the parts. */
  readonly complete: boolean;
  /** Conditions that must all hold, each as it is written. */
  readonly parts: readonly { readonly tree: PredicateTree; readonly text: string }[];
}

/** Whether the engine can run the rule, and what stands in the way. */
export interface Evaluable {
  readonly is: 'fully' | 'partly' | 'no';
  readonly because: readonly Problem[];
}

/** What a rule's query says, computed from its text once at ingest. */
export interface Analysis {
  readonly tables: readonly string[];
  readonly functions: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly stages: readonly Stage[];
  readonly indicators: readonly Indicator[];
  readonly exclusions: readonly Indicator[];
  readonly outputs: readonly Output[];
  readonly lint: readonly LintFinding[];
  readonly evaluable: Evaluable;
}
