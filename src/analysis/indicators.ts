import { tableOf } from './conditions.js';
import type { Indicator, Predicate } from './model.js';
import { reasonForScope } from './scope.js';
import type { Section } from './stages.js';
import type { Found } from './tracer.js';

/** What a query looks for and what it leaves out. */
export interface Indicators {
  readonly indicators: readonly Indicator[];
  readonly exclusions: readonly Indicator[];
}

/** Makes indicators of what the query compares, in the order of its text; `table` is the one that it reads, if it is one. */
export function indicatorsOf(found: readonly Found[], sections: readonly Section[], table: string | null): Indicators {
  const result = { indicators: [] as Indicator[], exclusions: [] as Indicator[] };
  const ordered = found.toSorted((a, b) => a.predicate.span.start - b.predicate.span.start);
  for (const { predicate, negated, within, shared } of ordered) {
    const differs = predicate.kind === 'ne';
    const into = negated !== differs ? result.exclusions : result.indicators;
    const stage = sections.find(({ span }) => predicate.span.start < span.end)?.index ?? 0;
    const because = reasonForScope(predicate.field) ?? (shared ? `is what the function '${within}' reads` : undefined);
    into.push(...listed(predicate, { stage, table: tableOf(predicate) ?? table, within, because }));
  }
  return result;
}

function listed(
  { field, kind, values, cased, span }: Predicate,
  { stage, table, within, because }: Pick<Indicator, 'stage' | 'table' | 'within' | 'because'>,
): Indicator[] {
  const shown = kind === 'between' ? [values.join(' .. ')] : values.length === 0 ? [null] : values;
  return shown.map((value) => ({
    field,
    kind: kind === 'ne' ? 'eq' : kind,
    value,
    ...(cased !== undefined && { cased }),
    scope: because !== undefined,
    table,
    stage,
    ...(within !== undefined && { within }),
    ...(because !== undefined && { because }),
    span,
  }));
}
