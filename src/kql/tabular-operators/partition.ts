import type { Plan, PlanOf } from '../plan/nodes.js';
import type { OperatorBinding, OperatorOf, PlanRunner } from '../plan/registry.js';
import type { Relation } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Operator } from '../syntax/nodes.js';
import { GroupIndex } from '../types/groups.js';
import { gatherBatch } from '../types/table.js';
import { choiceParameter, columnNameOf, piped, projection } from './inputs.js';

/** How many partitions the engine makes unless another strategy is asked for. */
const legacyLimit = 64;

/** What a subquery may hold under the strategies that spread partitions over machines. */
const spreadable: ReadonlySet<Operator['is']> = new Set([
  'count',
  'distinct',
  'extend',
  'make-series',
  'mv-apply',
  'mv-expand',
  'parse',
  'parse-where',
  'project',
  'project-away',
  'project-keep',
  'project-rename',
  'project-reorder',
  'reduce',
  'sample',
  'sample-distinct',
  'scan',
  'search',
  'serialize',
  'sort',
  'summarize',
  'take',
  'top',
  'top-hitters',
  'top-nested',
  'where',
]);

/** @see https://learn.microsoft.com/kusto/query/partition-operator */
export const bindPartition: OperatorBinding<'partition'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'partition', syntax.span);
  const { body, span } = syntax;
  if (syntax.scope !== null) raise(problems.unsupported('partition in a scope', span));
  const strategy = choiceParameter(
    syntax.parameters,
    'hint.strategy',
    ['legacy', 'native', 'shuffle'] as const,
    'legacy',
  );
  const key = columnNameOf(syntax.by, input, binder);
  const type = input.plan.columns.find(({ name }) => name === key)?.type ?? 'string';
  if (type === 'dynamic')
    raise(problems.failed('KS116', `Rows cannot be partitioned by the dynamic value '${key}'.`, syntax.by.span));
  if (strategy !== 'legacy') checkSpreadable(body, strategy);
  const source: PlanOf<'input'> = {
    kind: 'input',
    id: binder.freshId(),
    columns: input.plan.columns,
    serialized: input.plan.serialized,
    span,
  };
  const rows: Relation = { plan: source, open: input.open };
  const inner = scope.inner();
  let result: Relation;
  if ('is' in body) {
    const plan: Plan = projection(
      rows,
      input.plan.columns.some(({ name }) => name === key) ? [{ name: key, from: key }] : [],
      span,
    ).plan;
    inner.define(key, { is: 'scalar', value: { is: 'toscalar', plan, type, span: syntax.by.span }, rows: null });
    result = binder.tabular(body, inner);
  } else result = binder.operators(body, rows, inner);
  return {
    plan: {
      kind: 'partition',
      input: input.plan,
      by: { is: 'column', name: key, type, span: syntax.by.span },
      source,
      body: result.plan,
      limit: strategy === 'legacy' ? legacyLimit : null,
      columns: result.plan.columns,
      serialized: false,
      span,
    },
    open: result.open,
  };
};

function checkSpreadable(body: OperatorOf<'partition'>['body'], strategy: string): void {
  if ('is' in body)
    raise(
      problems.failed(
        'KS005',
        `A subquery with a table of its own needs the strategy legacy, not ${strategy}.`,
        body.span,
      ),
    );
  for (const operator of body) {
    if (!spreadable.has(operator.is))
      raise(
        problems.failed(
          'KS005',
          `'${operator.is}' cannot stand in a partition of the strategy ${strategy}.`,
          operator.span,
        ),
      );
  }
}

/** Runs the subquery on the rows of each key, in the order the keys first come. */
export const runPartition: PlanRunner<'partition'> = function* (plan, execution) {
  const { source, limit } = plan;
  const rows = execution.collect(plan.input);
  const groups = new GroupIndex([plan.by.type]);
  const key = execution.compile(plan.by, plan.input.columns).evaluate(rows, null);
  const ids = groups.assign([key], rows.length);
  if (limit !== null && groups.size > limit)
    raise(
      problems.failed(
        'TT-PARTITIONS',
        `Without another hint.strategy there can be ${limit} partitions, not ${groups.size}.`,
        plan.span,
      ),
    );
  const members: number[][] = Array.from({ length: groups.size }, () => []);
  for (let row = 0; row < rows.length; row++) members[ids[row]].push(row);
  for (const each of members) {
    const part = gatherBatch(rows, Int32Array.from(each));
    const result = execution.withInput(source.id, part, () => execution.collect(plan.body));
    if (result.length > 0) yield result;
  }
};
