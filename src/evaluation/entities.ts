import type { Problem } from '../base/problem.js';
import type { Rule } from '../rules/index.js';
import { isEmpty, type ResultColumns } from './alerts.js';
import type { Entity } from './model.js';
import { manyEntities } from './problems.js';

/** An alert has no more entities than this, shared evenly among the rule's mappings. */
const mostEntities = 500;

/** The entities of an alert, each once. @see https://learn.microsoft.com/azure/sentinel/map-data-fields-to-entities */
export function entitiesOf(
  rule: Rule,
  rows: readonly number[],
  columns: ResultColumns,
  say: (problem: Problem) => void,
): Entity[] {
  const share = Math.floor(mostEntities / Math.max(1, rule.entityMappings.length));
  const mapped = rule.entityMappings.flatMap(({ entityType, fields }) => {
    const read = fields.flatMap(({ identifier, column }) => {
      const values = columns.values(column, `The entity ${entityType}`);
      return values === undefined ? [] : [{ identifier, values }];
    });
    const found = new Map<string, Entity>();
    for (const row of rows) {
      const known = read.flatMap(({ identifier, values }) =>
        isEmpty(values[row]) ? [] : [[identifier, values[row]] as const],
      );
      if (known.length === 0) continue;
      const entity = { type: entityType, fields: Object.fromEntries(known) };
      found.set(JSON.stringify(entity), entity);
    }
    if (found.size > share) say(manyEntities(entityType, found.size, share));
    return [...found.values()].slice(0, share);
  });
  const whole = rule.entityColumns.flatMap((column) => {
    const values = columns.values(column, 'An entity');
    return values === undefined ? [] : rows.flatMap((row) => readyMade(values[row]));
  });
  return [...new Map([...mapped, ...whole].map((entity) => [JSON.stringify(entity), entity])).values()];
}

/** Entities that a column holds as they are: `{ "Type": "ip", "Address": ... }`, one or a list, as JSON or its text. */
function readyMade(value: unknown): Entity[] {
  if (typeof value === 'string') {
    try {
      const json: unknown = JSON.parse(value);
      return typeof json === 'string' ? [] : readyMade(json);
    } catch {
      return [];
    }
  }
  if (Array.isArray(value)) return value.flatMap(readyMade);
  if (value === null || typeof value !== 'object') return [];
  const { Type, $id: _, ...fields } = value as Record<string, unknown>;
  return typeof Type === 'string' ? [{ type: Type, fields }] : [];
}
