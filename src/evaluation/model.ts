import type { Stage } from '../analysis/index.js';
import type { Problem } from '../base/problem.js';
import type { FunctionSyntax, QuerySyntax } from '../kql/index.js';
import type { RecordFormat } from '../records/index.js';
import type { Rule, TableSchema } from '../rules/index.js';

/** A rule with all that running it needs. */
export interface RunnableRule {
  readonly rule: Rule;
  readonly syntax: QuerySyntax;
  readonly stages: readonly Stage[];
  readonly tables: readonly string[];
  function(name: string): FunctionSyntax | undefined;
  schema(table: string): TableSchema | undefined;
}

/** What was posted, as it came. */
export interface Posted {
  readonly body: Uint8Array;
  readonly format: RecordFormat;
  readonly table?: string;
  readonly now?: string;
  readonly explain?: boolean;
  readonly limit?: number;
}

/** The answer to a run, as the contract has it. */
export interface RuleEvaluation {
  readonly ruleId: string;
  readonly verdict: 'alert' | 'no-alert';
  readonly now: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly trigger: {
    readonly operator: 'gt' | 'lt' | 'eq' | 'ne';
    readonly threshold: number;
    readonly count: number;
  };
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly truncated: boolean;
  readonly alerts: readonly {
    readonly title: string;
    readonly description: string;
    readonly severity: string | null;
    readonly tactics: readonly string[];
    readonly entities: readonly { readonly type: string; readonly fields: Readonly<Record<string, unknown>> }[];
    readonly customDetails: Readonly<Record<string, unknown>>;
    readonly rows: number;
  }[];
  readonly stages: readonly {
    readonly index: number;
    readonly kind: string;
    readonly text: string;
    readonly rowsIn: number;
    readonly rowsOut: number;
  }[];
  readonly problems: readonly Problem[];
  readonly elapsedMs: number;
}
