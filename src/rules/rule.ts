import type { Problem } from '../base/problem.js';

/** What Sentinel does with a rule: runs it on a schedule or in near real time, or offers it to a hunter or an investigation. */
export type RuleKind = 'scheduled' | 'nrt' | 'hunting' | 'exploration';

export type Severity = 'High' | 'Medium' | 'Low' | 'Informational';

/** Where a rule, function or schema was declared: `line` is the first line of its YAML document, or 1. */
export interface Source {
  readonly path: string;
  readonly line: number;
  /** The name of the format that read it. */
  readonly format: string;
}

/**
 * Where a query's text lies in its file, to turn a place in the query into a place in the file.
 * With `exact`, line n of the query is line `line + n - 1` of the file, shifted by `indent` columns.
 */
export interface QueryPlace {
  readonly line: number;
  readonly indent: number;
  readonly exact: boolean;
}

/** A length of time, as declared (`1d`, `PT5H`) and in seconds. */
export interface Duration {
  readonly text: string;
  readonly seconds: number;
}

/** When the number of rows makes a rule fire. */
export interface Trigger {
  readonly operator: 'gt' | 'lt' | 'eq' | 'ne';
  readonly threshold: number;
}

export interface Connector {
  readonly connectorId: string;
  readonly dataTypes: readonly string[];
}

/** Which columns of the result identify an entity of an alert. */
export interface EntityMapping {
  readonly entityType: string;
  readonly fields: readonly { readonly identifier: string; readonly column: string }[];
}

/** What an alert takes from its rows instead of from the rule; the formats hold `{{Column}}` parameters. */
export interface AlertDetails {
  readonly nameFormat?: string;
  readonly descriptionFormat?: string;
  readonly severityColumn?: string;
  readonly tacticsColumn?: string;
  readonly properties: readonly { readonly property: string; readonly column: string }[];
}

/** Whether and how alerts become incidents. */
export interface IncidentConfiguration {
  readonly create: boolean;
  readonly grouping?: {
    readonly enabled: boolean;
    readonly reopenClosed: boolean;
    readonly lookback?: Duration;
    readonly matching: string;
    readonly byEntities: readonly string[];
    readonly byAlertDetails: readonly string[];
    readonly byCustomDetails: readonly string[];
  };
}

/** What an exploration query starts from and leads to; its query reads the fields as `v_<entity>_<field>`. */
export interface Exploration {
  readonly inputEntity: string;
  readonly inputFields: readonly string[];
  readonly outputEntities: readonly string[];
  readonly dataSources: readonly string[];
  readonly before?: Duration;
  readonly after?: Duration;
}

/** A rule as we understand it; `declared` keeps what the file says where that differs in spelling or meaning. */
export interface Rule {
  /** The declared id, a GUID in lower case; made from the path where none is declared. Not unique across files. */
  readonly id: string;
  readonly idDeclared: string | null;
  readonly name: string;
  readonly language: 'kusto';
  readonly kind: RuleKind;
  readonly severity: Severity | null;
  readonly status: string | null;
  readonly description: string;
  /** Names of ATT&CK tactics as Sentinel spells them (`InitialAccess`). */
  readonly tactics: readonly string[];
  /** Ids of ATT&CK techniques (`T1078.004`). */
  readonly techniques: readonly string[];
  readonly declared: {
    readonly severity: string | null;
    readonly tactics: readonly string[];
    readonly techniques: readonly string[];
    /** The query as written, where placeholders had to be filled. */
    readonly query?: string;
  };
  readonly connectors: readonly Connector[];
  readonly query: string;
  readonly queryAt: QueryPlace;
  readonly queryPeriod: Duration | null;
  readonly queryFrequency: Duration | null;
  readonly trigger: Trigger | null;
  readonly eventGrouping: 'SingleAlert' | 'AlertPerResult' | null;
  readonly entityMappings: readonly EntityMapping[];
  /** Columns that hold whole entities, ready made. */
  readonly entityColumns: readonly string[];
  readonly customDetails: readonly { readonly name: string; readonly column: string }[];
  readonly alertDetails: AlertDetails | null;
  readonly suppression: { readonly enabled: boolean; readonly duration?: Duration } | null;
  readonly incident: IncidentConfiguration | null;
  readonly exploration: Exploration | null;
  readonly tags: readonly string[];
  readonly version: string | null;
  readonly source: Source;
}

/** A parameter of a function: `type` is a scalar type or a tabular schema in parentheses, `default` is KQL text. */
export interface FunctionParameter {
  readonly name: string;
  readonly type: string;
  readonly default?: string;
}

/** A KQL function that rules call, under its name or any of its aliases. */
export interface RuleFunction {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string;
  readonly parameters: readonly FunctionParameter[];
  readonly body: string;
  readonly bodyAt: QueryPlace;
  readonly version: string | null;
  readonly source: Source;
}

/** The columns of a table, their types by Kusto's names. */
export interface TableSchema {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly source: Source;
}

/** Everything one file holds, and what was wrong with it. */
export interface RuleFileReading {
  readonly rules: readonly Rule[];
  readonly functions: readonly RuleFunction[];
  readonly schemas: readonly TableSchema[];
  readonly problems: readonly Problem[];
}
