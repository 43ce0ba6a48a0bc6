import { readTactics, readTechniques } from './attack.js';
import { readDuration } from './duration.js';
import type { Fields } from './fields.js';
import { faults } from './problems.js';
import { readQuery } from './query-text.js';
import type {
  AlertDetails,
  EntityMapping,
  Exploration,
  IncidentConfiguration,
  Rule,
  RuleKind,
  Severity,
} from './rule.js';
import { readTrigger } from './schedule.js';
import { lettersOf, nameMeant } from './spelling.js';

const SEVERITIES: readonly Severity[] = ['High', 'Medium', 'Low', 'Informational'];
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads a rule of any of Sentinel's YAML forms into the reading; a rule without a query is a problem. */
export function readSentinelRule(
  fields: Fields,
  kind: RuleKind,
  format: string,
  exploration: Exploration | null = null,
): void {
  const reading = fields.reading;
  const name = readName(fields);
  const text = fields.scalar('query');
  if (text === undefined || text.text.trim() === '') {
    const description = fields.text('description') ?? '';
    const moved = /\b(?:moved|migrated)\b/i.test(`${description} ${name}`);
    const to = /https?:\/\/[^\s'"]+/.exec(description);
    reading.report(fields.node.at, moved ? faults.moved(to === null ? null : to[0]) : faults.noQuery(name));
    return;
  }
  const id = readId(fields);
  const severity = readSeverity(fields);
  const tactics = readTactics(fields, 'tactics');
  const techniques = readTechniques(fields, fields.has('relevantTechniques') ? 'relevantTechniques' : 'techniques');
  const query = readQuery(text, reading);
  const suppressed = fields.flag('suppressionEnabled');
  const rule: Rule = {
    ...id,
    name,
    language: 'kusto',
    kind,
    severity: severity.severity,
    status: fields.text('status') ?? null,
    description: unquoted(fields.text('description') ?? ''),
    tactics: tactics.tactics,
    techniques: techniques.techniques,
    declared: {
      severity: severity.declared,
      tactics: tactics.declared,
      techniques: techniques.declared,
      ...(query.declared === undefined ? {} : { query: query.declared }),
    },
    connectors: fields.mappings('requiredDataConnectors').map((connector) => ({
      connectorId: connector.text('connectorId') ?? '',
      dataTypes: connector.texts('dataTypes'),
    })),
    query: query.query,
    queryAt: query.at,
    queryPeriod: readDuration(fields, 'queryPeriod') ?? null,
    queryFrequency: readDuration(fields, 'queryFrequency') ?? null,
    trigger: readTrigger(fields),
    eventGrouping: readEventGrouping(fields),
    entityMappings: fields.mappings('entityMappings').map(readEntityMapping),
    entityColumns: fields.mappings('sentinelEntitiesMappings').flatMap((mapping) => mapping.text('columnName') ?? []),
    customDetails: (fields.mapping('customDetails')?.pairs() ?? []).map(({ name, value }) => ({ name, column: value })),
    alertDetails: readAlertDetails(fields.mapping('alertDetailsOverride')),
    suppression:
      suppressed === undefined ? null : { enabled: suppressed, duration: readDuration(fields, 'suppressionDuration') },
    incident: readIncident(fields.mapping('incidentConfiguration')),
    exploration,
    tags: readTags(fields),
    version: fields.text('version') ?? null,
    source: { path: reading.path, line: reading.lineOf(fields.node.at), format },
  };
  reading.rules.push(rule);
}

function readName(fields: Fields): string {
  const name = fields.text('name') ?? fields.text('DisplayName');
  if (name !== undefined) return unquoted(name);
  const made = fields.reading.baseName;
  fields.reading.report(fields.node.at, faults.noName(made));
  return made;
}

function readId(fields: Fields): { id: string; idDeclared: string | null } {
  const { reading } = fields;
  const declared = fields.text('id');
  if (declared !== undefined) {
    const id = declared.replace(/^\{(.*)\}$/, '$1');
    if (GUID.test(id)) return { id: id.toLowerCase(), idDeclared: declared };
    reading.report(fields.at('id'), faults.idMalformed(declared));
    return { id: declared, idDeclared: declared };
  }
  const slug = reading.path
    .replace(/\.[^./\\]*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const made = reading.rules.length === 0 ? slug : `${slug}-${reading.rules.length + 1}`;
  reading.report(fields.node.at, faults.idMissing(made));
  return { id: made, idDeclared: null };
}

function readSeverity(fields: Fields): { severity: Severity | null; declared: string | null } {
  const declared = fields.text('severity');
  if (declared === undefined) return { severity: null, declared: null };
  const severity = nameMeant(declared, SEVERITIES);
  if (severity === null) fields.reading.report(fields.at('severity'), faults.severityUnknown(declared));
  else if (severity !== declared)
    fields.reading.report(fields.at('severity'), faults.spelling('severity', declared, severity));
  return { severity, declared };
}

/** Sentinel's own files put quotes inside a block text, where they are part of it and nobody means them. */
function unquoted(text: string): string {
  const inner = /^(['"])([\s\S]*)\1$/.exec(text);
  return inner === null ? text : inner[2].trim();
}

function readEventGrouping(fields: Fields): Rule['eventGrouping'] {
  const grouping = fields.mapping('eventGroupingSettings');
  const kind = grouping?.text('aggregationKind');
  if (grouping === undefined || kind === undefined) return null;
  const kinds = ['SingleAlert', 'AlertPerResult'] as const;
  const meant = kinds.find((name) => lettersOf(name) === lettersOf(kind));
  if (meant === undefined)
    grouping.reading.report(grouping.at('aggregationKind'), faults.choice('aggregationKind', kind, kinds));
  return meant ?? null;
}

function readEntityMapping(mapping: Fields): EntityMapping {
  const fields = mapping.mappings('fieldMappings').map((field) => ({
    identifier: field.text('identifier') ?? '',
    column: field.text('columnName') ?? '',
  }));
  return { entityType: mapping.text('entityType') ?? '', fields };
}

function readAlertDetails(fields: Fields | undefined): AlertDetails | null {
  if (fields === undefined) return null;
  return {
    nameFormat: fields.text('alertDisplayNameFormat'),
    descriptionFormat: fields.text('alertDescriptionFormat'),
    severityColumn: fields.text('alertSeverityColumnName'),
    tacticsColumn: fields.text('alertTacticsColumnName'),
    properties: fields.mappings('alertDynamicProperties').map((property) => ({
      property: property.text('alertProperty') ?? '',
      column: property.text('value') ?? '',
    })),
  };
}

function readIncident(fields: Fields | undefined): IncidentConfiguration | null {
  if (fields === undefined) return null;
  const create = fields.flag('createIncident') ?? true;
  const grouping = fields.mapping('groupingConfiguration');
  if (grouping === undefined) return { create };
  return {
    create,
    grouping: {
      enabled: grouping.flag('enabled') ?? false,
      reopenClosed: grouping.flag('reopenClosedIncident') ?? false,
      lookback: readDuration(grouping, 'lookbackDuration'),
      matching: grouping.text('matchingMethod') ?? 'AllEntities',
      byEntities: grouping.texts('groupByEntities'),
      byAlertDetails: grouping.texts('groupByAlertDetails'),
      byCustomDetails: grouping.texts('groupByCustomDetails'),
    },
  };
}

/** Tags are words, or pairs such as `Schema: ASIMDns`, which are kept as such a text. */
function readTags(fields: Fields): string[] {
  return fields.items('tags').flatMap((item) => {
    if (item.is === 'scalar') return [item.text.trim()];
    if (item.is !== 'mapping') return [];
    return item.entries.flatMap(({ key, value }) =>
      key.is === 'scalar' && value.is === 'scalar' ? [`${key.text.trim()}: ${value.text.trim()}`] : [],
    );
  });
}
