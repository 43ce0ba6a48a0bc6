import type { Analysis, Evaluable, Indicator, IndicatorKind, IndicatorValue, RecordFilter } from '../analysis/index.js';
import type { Problem } from '../base/problem.js';
import type { Span } from '../base/span.js';
import type { Connector, Rule, RuleFunction, RuleKind, Severity, TableSchema, Trigger } from '../rules/index.js';

/** What a piece of query text is, for colouring: keyword, table, function, string, number, comment, operator. */
export type TokenClass = 'kw' | 'tb' | 'fn' | 'str' | 'num' | 'cm' | 'o';

/** A coloured piece of a query; text between tokens (columns, space) has no class. */
export interface Token extends Span {
  readonly is: TokenClass;
}

/** What the analysis of one rule gives; the corpus stores it and adds what depends on other rules. */
export interface AnalysedRule extends Analysis {
  readonly tokens: readonly Token[];
  /** The query's syntax as plain data, from which the engine plans it without the parser. */
  readonly syntax: unknown;
  /** What it asks of each record, where that is of one table. */
  readonly filter: RecordFilter | null;
}

/** What an analysis may look up: the functions and schemas of the whole corpus. */
export interface AnalysisContext {
  readonly functions: readonly RuleFunction[];
  readonly schemas: readonly TableSchema[];
  /** What `functionSyntax` gave for a function; null where that was given up. */
  syntaxOf(declaration: RuleFunction): unknown;
}

/** What parses. What it gives can be written as JSON, so that another thread can analyse it. */
export interface ParsingDoor {
  /** Loads the parser, which takes half a second; nothing is parsed before. */
  warmUp(): Promise<void>;
  parse(rule: Rule): unknown;
  functionSyntax(declaration: RuleFunction): unknown;
}

/** What analyses. */
export interface AnalysisDoor {
  /** Analyses a rule, of which `parse` gave `parsed`. */
  analyse(rule: Rule, context: AnalysisContext, parsed: unknown): Promise<AnalysedRule> | AnalysedRule;
}

/** How many other rules share an indicator; copies of one rule, which have its id, count once. */
export interface CorpusCount {
  readonly others: number;
  /** The same number by rule language, */
  readonly byLanguage: Readonly<Record<string, number>>;
  /** and by the folder they were ingested from; a rule that lies in two counts in both. */
  readonly bySource: Readonly<Record<string, number>>;
}

/** An indicator as a rule's page shows it, with the id of its own page. */
export interface CountedIndicator extends Indicator {
  readonly id: string;
  readonly corpus: CorpusCount;
  /** Its inverse document frequency: 0 where all rules have it. */
  readonly rarity: number;
}

/** What kind of rule it is for its reader. */
export interface Classification {
  /**
   * It detects; is for hunters; explores from an entity; passes on the alerts of another product; watches whether data arrives; or waits
   * for its user to fill something in.
   */
  readonly is: 'detection' | 'hunting' | 'exploration' | 'alert-feed' | 'health-monitoring' | 'template';
  readonly because: string;
}

/** Techniques under the tactic they serve; `tactic` is null for techniques of no tactic that the rule names. */
export interface AttackRow {
  readonly tactic: string | null;
  readonly techniques: readonly { readonly id: string; readonly name: string | null }[];
}

/** A rule as the catalog sees it: what its file says, what its query says, and what both mean beside all other rules. */
export interface RuleModel
  extends Omit<Analysis, 'indicators' | 'exclusions'>,
    Omit<Rule, 'query' | 'queryAt' | 'queryPeriod' | 'queryFrequency' | 'connectors'> {
  /** The rule's name in addresses: its id, or `id~2` and on for further rules of the same id. */
  readonly slug: string;
  /** The slugs of the other rules that declare the same id. */
  readonly alsoWithThisId: readonly string[];
  /** Connector ids; `dataConnectors` also says which data of each. */
  readonly connectors: readonly string[];
  readonly dataConnectors: readonly Connector[];
  /** As declared: `6h`, `PT5M`. */
  readonly queryPeriod: string | null;
  readonly queryFrequency: string | null;
  /** The query's text; all spans are offsets into it. */
  readonly body: string;
  /** The line of the file on which the body begins. */
  readonly bodyLine: number;
  readonly tokens: readonly Token[];
  readonly attack: readonly AttackRow[];
  readonly classification: Classification;
  readonly indicators: readonly CountedIndicator[];
  readonly exclusions: readonly CountedIndicator[];
  /** How other rules of the catalog relate to it, the closest first. */
  readonly relations: readonly Relation[];
  /** What reading its file had to repair or could not read. */
  readonly problems: readonly Problem[];
}

/** An indicator that one of two rules has. */
export type RelatedUse = Pick<Indicator, 'field' | 'kind' | 'value'> & { readonly polarity: Polarity };

/** How another rule relates to a rule, with the evidence. */
export type Relation = { readonly slug: string } & (
  | { readonly is: 'identical' | 'same-id' | 'same-name' }
  /** It is proved to let through all records that the rule does, or only such; `difference` has the conditions of the narrower one that do not follow from the broader one's. */
  | { readonly is: 'equivalent' | 'broader' | 'narrower'; readonly difference: readonly string[] }
  /** It looks for nearly the same: how many indicators both have, and those that only one of them has. */
  | {
      readonly is: 'near-duplicate';
      readonly shared: number;
      readonly here: readonly RelatedUse[];
      readonly there: readonly RelatedUse[];
    }
);

/** The part of a rule that lies in memory, for lists, facets and look-ups. */
export interface RuleSummary {
  readonly slug: string;
  readonly id: string;
  readonly name: string;
  /** The first sentence of its description, shortened. */
  readonly about: string;
  readonly language: string;
  readonly kind: RuleKind;
  readonly severity: Severity | null;
  readonly status: string | null;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly connectors: readonly string[];
  readonly tables: readonly string[];
  readonly functions: readonly string[];
  readonly tags: readonly string[];
  readonly evaluable: Evaluable['is'];
  readonly classification: Classification['is'];
  readonly queryPeriod: string | null;
  readonly queryFrequency: string | null;
  readonly trigger: Trigger | null;
  readonly counts: {
    readonly stages: number;
    readonly indicators: number;
    readonly exclusions: number;
    readonly lint: number;
    readonly problems: number;
  };
  readonly path: string;
  readonly line: number;
}

/** A shared function, as lists show it. */
export interface FunctionSummary {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string;
  readonly path: string;
  readonly line: number;
}

/** What ASIM calls a column of a table: some of its parsers give it this name, unchanged. */
export interface CanonicalName {
  readonly table: string;
  /** The column, or a path into it. */
  readonly column: string;
  readonly name: string;
  /** The ASIM schema in which it is called so. */
  readonly schema: string;
  /** The conversions of its type that it goes through, the outermost first. */
  readonly through: readonly string[];
  /** The parsers of the catalog that have it so. */
  readonly parsers: readonly string[];
}

/** Whether a rule looks for an indicator or leaves it out. */
export type Polarity = 'match' | 'exclude';

/** One rule's use of an indicator. */
export interface IndicatorUse {
  readonly slug: string;
  readonly ruleId: string;
  readonly polarity: Polarity;
  readonly scope: boolean;
  readonly cased?: boolean;
  readonly table: string | null;
  readonly stage: number;
}

/** A field, kind and value with every use that any rule makes of it. */
export interface CatalogIndicator {
  readonly id: string;
  readonly field: string;
  /** Never `in`: each value of a list is an `eq` of its own. */
  readonly kind: IndicatorKind;
  readonly value: IndicatorValue | null;
  /** How many rules have it in any way, look for it, leave it out, use it only to choose the log; copies count once. */
  readonly rules: number;
  readonly matching: number;
  readonly excluding: number;
  readonly scoping: number;
  /** The inverse document frequency: the natural logarithm of how many rules there are for each that has it. */
  readonly rarity: number;
  /** The first of these numbers by the folder that rules were ingested from. */
  readonly bySource: Readonly<Record<string, number>>;
  /** When an ingest first found it; not there for those that the first one found, or one too long ago. */
  readonly since?: string;
  readonly uses: readonly IndicatorUse[];
}

/** A rule that an ingest, or a second folder, brought, changed or took away. */
export interface RuleChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly ruleId: string;
  readonly name: string;
  readonly path: string;
  /** What its file says otherwise. */
  readonly fields?: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  /** Where its query has changed: what it looks for now and no longer, */
  readonly indicators?: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** and the columns that its result has now and no longer. */
  readonly outputs?: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/** What an ingest changed. */
export interface CatalogChange {
  readonly at: string;
  readonly rules: readonly RuleChange[];
  /** The ids of the indicators that no rule had before. */
  readonly indicators: readonly string[];
}

/** A problem of ingest; `lost` when nothing of its file is in the catalog. */
export interface CatalogProblem extends Problem {
  readonly lost: boolean;
}

/** What the last ingest found, in numbers. */
export interface CatalogStats {
  readonly files: number;
  readonly rules: number;
  readonly functions: number;
  readonly schemas: number;
  readonly problems: number;
  readonly evaluable: number;
  readonly partly: number;
  /** Every rule's every indicator and exclusion; `distinctIndicators` counts what is shared once. */
  readonly indicators: number;
  readonly distinctIndicators: number;
  readonly ingestedAt: string;
  /** The folders and files that were ingested. */
  readonly roots: readonly string[];
}

/** Properties of a rule by which lists are filtered and grouped. */
export type FacetName =
  | 'severity'
  | 'kind'
  | 'tactic'
  | 'technique'
  | 'table'
  | 'function'
  | 'connector'
  | 'evaluable'
  | 'classification'
  | 'status';

/** A value of a facet and how many of the given rules have it. */
export interface FacetEntry {
  readonly value: string;
  readonly count: number;
}
