import type { Execution } from '../plan/execution.js';
import type { Plan } from '../plan/nodes.js';
import type { Plugin } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Batch, ColumnDeclaration } from '../types/table.js';
import { PluginCall } from './call.js';

/** What a plugin makes of its call. */
interface BoundPlugin<Given> {
  readonly columns: readonly ColumnDeclaration[];
  /** What running needs to know of the call: plain data. */
  readonly given: Given;
  /** What it reads in place of the table before it. */
  readonly reads?: Plan;
  /** Whether the rows of the result are in the order that the input promises. */
  readonly keepsOrder?: true;
  /** The sources that may have columns nobody has named yet. */
  readonly open?: readonly string[];
}

export interface PluginDefinition<Given> {
  /** One sentence in our own words. */
  readonly summary: string;
  /** What it does not do yet, in words; such input is refused. */
  readonly gap?: string;
  bind(call: PluginCall): BoundPlugin<Given>;
  run(given: Given, input: Plan, execution: Execution, columns: readonly ColumnDeclaration[]): Iterable<Batch>;
}

/** Declares a plugin of `evaluate`. */
export function plugin<Given>(name: string, definition: PluginDefinition<Given>): Plugin {
  const { summary, gap } = definition;
  return {
    name,
    summary,
    ...(gap !== undefined && { gap }),
    bind(syntax, input, scope, binder) {
      const call = new PluginCall(syntax, input, scope, binder);
      const { columns, given, reads = input.plan, keepsOrder, open } = definition.bind(call);
      const serialized = keepsOrder === true && input.plan.serialized;
      return {
        plan: { kind: 'plugin', plugin: name, input: reads, given, columns, serialized, span: syntax.span },
        open: open ?? [],
      };
    },
    run: (plan, execution) => definition.run(plan.given as Given, plan.input, execution, plan.columns),
  };
}

/** A plugin that we cannot do, and why. */
export function refusedPlugin(name: string, refused: 'service' | 'unknown', reason: string): Plugin {
  const refuse = (span: Parameters<typeof problems.unsupported>[1]) => raise(problems.unsupported(name, span, reason));
  return {
    name,
    summary: `Not done: ${reason}.`,
    gap: reason,
    refused,
    bind: ({ call }) => refuse(call.nameSpan),
    run: (plan) => refuse(plan.span),
  };
}
