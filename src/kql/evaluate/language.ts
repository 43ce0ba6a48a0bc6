import { aggregates } from '../aggregates/index.js';
import type { Aggregate, ScalarFunction } from '../plan/definitions.js';
import type { OperatorBinding, Registry } from '../plan/registry.js';
import { plugins } from '../plugins/index.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { scalarFunctions } from '../scalar-functions/index.js';
import { scalarOperators } from '../scalar-operators/index.js';
import type { Operator } from '../syntax/nodes.js';
import { operators, runners, tabularFunctions } from '../tabular-operators/index.js';

/** Everything the language has, by every name it goes by. */
export const language: Registry = {
  functions: byName([...scalarOperators, ...scalarFunctions]),
  aggregates: aggregatesByName(),
  plugins: new Map(plugins.map((plugin) => [plugin.name, plugin])),
  tabularFunctions,
  operators: { ...refusals(), ...operators } as Registry['operators'],
  runners,
};

function aggregatesByName(): Registry['aggregates'] {
  const named = new Map<string, { aggregate: Aggregate; conditional: boolean }>();
  for (const aggregate of aggregates) {
    for (const name of [aggregate.name, ...(aggregate.aliases ?? [])])
      named.set(name, { aggregate, conditional: false });
    if (aggregate.conditional !== undefined) named.set(aggregate.conditional, { aggregate, conditional: true });
  }
  return named;
}

function byName(functions: readonly ScalarFunction[]): Map<string, ScalarFunction> {
  return new Map(
    functions.flatMap((each) => [each.name, ...(each.aliases ?? [])].map((name) => [name, each] as const)),
  );
}

/** The operators that the syntax knows and we do not have: each says so by its name. */
function refusals(): Record<string, OperatorBinding<Operator['is']>> {
  const names: readonly Operator['is'][] = ['partition-by', 'reduce', 'unknown'];
  return Object.fromEntries(
    names.map((name) => [
      name,
      (syntax) => raise(problems.unsupported(syntax.is === 'unknown' ? syntax.construct : name, syntax.span)),
    ]),
  );
}
