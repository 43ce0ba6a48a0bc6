import type { RuleModel } from '../../corpus/index.js';

/** A column that identifies an entity; the first of an entity names it and spans the others. */
export interface EntityRow {
  readonly type: string;
  readonly span: number;
  readonly lead: boolean;
  readonly identifier: string;
  readonly column: string;
}

/** The entities that a rule's alerts carry, a column in each row. */
export function entityRows(rule: RuleModel): EntityRow[] {
  return rule.entityMappings.flatMap(({ entityType, fields }) =>
    fields.map(({ identifier, column }, place) => ({
      type: entityType,
      span: fields.length,
      lead: place === 0,
      identifier,
      column,
    })),
  );
}
