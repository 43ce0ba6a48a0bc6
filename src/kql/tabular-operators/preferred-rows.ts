import { partsOf } from '../plan/connectives.js';
import type { Bound, Plan } from '../plan/nodes.js';
import type { Registry } from '../plan/registry.js';

/**
 * Tells an innerunique join of a condition behind it that reads only its left side: the engine asks it first, so that a key that has rows
 * for which it holds is never lost.
 * @see https://learn.microsoft.com/kusto/query/join-innerunique
 */
export function preferring(plan: Plan, predicate: Bound, registry: Registry): Plan {
  if (plan.kind === 'where') {
    const input = preferring(plan.input, predicate, registry);
    return input === plan.input ? plan : { ...plan, input };
  }
  if (plan.kind !== 'join' || plan.join !== 'innerunique') return plan;
  const left = new Set(plan.columns.map(({ name }) => name).filter((_, i) => plan.from[i].side === 'left'));
  const conditions = partsOf('and', predicate).filter((part) => {
    const names = columnsIn(part, registry);
    return names !== undefined && names.length > 0 && names.every((name) => left.has(name));
  });
  return conditions.length === 0 ? plan : { ...plan, preferred: [...(plan.preferred ?? []), ...conditions] };
}

/** The columns that an expression reads; undefined where more than its row decides what it gives. */
function columnsIn(bound: Bound, registry: Registry): string[] | undefined {
  switch (bound.is) {
    case 'column':
      return [bound.name];
    case 'convert':
    case 'output':
      return columnsIn(bound.value, registry);
    case 'call': {
      const { needs, volatile } = registry.functions.get(bound.function) ?? {};
      if (needs !== undefined || volatile !== undefined) return undefined;
      const read = bound.arguments.map((each) => columnsIn(each, registry));
      return read.includes(undefined) ? undefined : read.flatMap((names) => names ?? []);
    }
    default:
      return [];
  }
}
