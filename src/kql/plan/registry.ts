import type { Call, Operator } from '../syntax/nodes.js';
import type { Batch } from '../types/table.js';
import type { Binder } from './binder.js';
import type { Aggregate, ScalarFunction } from './definitions.js';
import type { Execution } from './execution.js';
import type { Plan, PlanOf } from './nodes.js';
import type { Relation, Scope } from './scope.js';

/** The syntax node of one operator. */
export type OperatorOf<Kind extends Operator['is']> = Operator extends infer Each
  ? Each extends { is: infer Is }
    ? Kind extends Is
      ? Each
      : never
    : never
  : never;

/** Binds a tabular operator; `input` is null where it begins a pipeline. */
export type OperatorBinding<Kind extends Operator['is']> = (
  syntax: OperatorOf<Kind>,
  input: Relation | null,
  scope: Scope,
  binder: Binder,
) => Relation;

/** Runs a plan node. */
export type PlanRunner<Kind extends Plan['kind']> = (plan: PlanOf<Kind>, execution: Execution) => Iterable<Batch>;

/** Binds a call that gives a table: `materialize(...)`, `table("T")`. */
export type TabularBinding = (call: Call, scope: Scope, binder: Binder) => Relation;

/** A plugin of `evaluate`. */
export interface Plugin {
  readonly name: string;
  /** One sentence in our own words. */
  readonly summary: string;
  /** What it does not do yet, in words; shows in the support matrix. */
  readonly gap?: string;
  /** Refused whole, for the reason that `gap` tells: it is bound to the service, or what it does cannot be known to the last row. */
  readonly refused?: 'service' | 'unknown';
  bind(syntax: OperatorOf<'evaluate'>, input: Relation, scope: Scope, binder: Binder): Relation;
  run(plan: PlanOf<'plugin'>, execution: Execution): Iterable<Batch>;
}

/** Everything the language has, by name. */
export interface Registry {
  readonly functions: ReadonlyMap<string, ScalarFunction>;
  readonly aggregates: ReadonlyMap<string, { readonly aggregate: Aggregate; readonly conditional: boolean }>;
  readonly plugins: ReadonlyMap<string, Plugin>;
  readonly tabularFunctions: ReadonlyMap<string, TabularBinding>;
  readonly operators: { readonly [Kind in Operator['is']]: OperatorBinding<Kind> };
  readonly runners: { readonly [Kind in Plan['kind']]: PlanRunner<Kind> };
}
