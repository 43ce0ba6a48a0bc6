import type { Rule } from '../rules/index.js';
import type { Columns, Origin } from './columns.js';
import type { Output } from './model.js';
import type { Section } from './stages.js';

/** What a rule feeds with the columns of its result. */
export type Feeding = Pick<Rule, 'entityMappings' | 'entityColumns' | 'customDetails' | 'alertDetails'>;

/** A column of the result as the engine knows it. */
export interface TypedColumn {
  readonly name: string;
  readonly type: string;
}

/**
 * The columns of the result that the query makes or chooses, and those that the rule feeds something with; `typed` is
 * the engine's own list of them, where it has one.
 */
export function outputsOf(
  { known, open }: Columns,
  typed: readonly TypedColumn[] | undefined,
  sections: readonly Section[],
  rule: Feeding,
): readonly Output[] {
  const source = sections.find(({ kind }) => kind !== 'let')?.index ?? 0;
  const stageAt = (at: number) => sections.find(({ span }) => at < span.end)?.index ?? source;
  const described = (name: string, origin: Origin | undefined, type?: string): Output => ({
    name,
    ...(type !== undefined && { type }),
    from: origin?.from ?? (open ? [name] : []),
    ...(origin !== undefined && !isAsItIs(name, origin) && { expression: origin.text }),
    stage: origin === undefined || origin.at < 0 ? source : stageAt(origin.at),
    feeds: fedBy(name, rule),
  });
  if (typed === undefined) return [...known].map(([name, origin]) => described(name, origin));
  return typed
    .map(({ name, type }) => described(name, known.get(name), type))
    .filter(({ name, feeds }) => known.has(name) || !open || feeds.length > 0);
}

/** Whether a column is one of a table, or of nothing that can be written down. */
function isAsItIs(name: string, { text, from }: Origin): boolean {
  return text === name || (from.length === 1 && text === from[0]);
}

function fedBy(
  column: string,
  { entityMappings, entityColumns, customDetails, alertDetails }: Feeding,
): readonly string[] {
  const feeds = entityMappings
    .filter(({ fields }) => fields.some((field) => field.column === column))
    .map(({ entityType }) => entityType);
  if (entityColumns.includes(column)) feeds.push('entities');
  for (const detail of customDetails) if (detail.column === column) feeds.push(`custom detail ${detail.name}`);
  if (alertDetails === null) return feeds;
  if (mentions(alertDetails.nameFormat, column)) feeds.push('alert title');
  if (mentions(alertDetails.descriptionFormat, column)) feeds.push('alert description');
  if (alertDetails.severityColumn === column) feeds.push('alert severity');
  if (alertDetails.tacticsColumn === column) feeds.push('alert tactics');
  for (const { property, column: from } of alertDetails.properties)
    if (from === column) feeds.push(`alert ${property}`);
  return feeds;
}

function mentions(format: string | undefined, column: string): boolean {
  return [...(format ?? '').matchAll(/\{\{\s*(.*?)\s*\}\}/g)].some(([, name]) => name === column);
}
