import { anything, flag, list, number, oneOf, orNull, record, ref, text, whole } from './json-schema.js';

const duration = record({ text, seconds: number });
const counts = { type: 'object', additionalProperties: whole };
const orNothing = (schema: object) => ({ oneOf: [schema, { type: 'null' }] });

/** The shapes of a rule and of its parts, as JSON Schema. */
export const ruleSchemas: Readonly<Record<string, object>> = {
  Indicator: record(
    {
      field: text,
      kind: text,
      value: anything,
      cased: flag,
      scope: flag,
      table: orNull('string'),
      stage: whole,
      within: text,
      because: text,
      span: ref('Span'),
      id: text,
      corpus: record({ others: whole, byLanguage: counts, bySource: counts }),
      rarity: number,
    },
    ['field', 'kind', 'value', 'scope', 'table', 'stage', 'span', 'id', 'corpus'],
  ),
  PredicateTree: {
    oneOf: [
      record({ is: oneOf('and', 'or', 'not'), parts: list(ref('PredicateTree')), span: ref('Span') }),
      record({ is: oneOf('opaque'), text, span: ref('Span') }),
      record(
        {
          is: oneOf('predicate'),
          field: text,
          column: text,
          kind: text,
          values: list(anything),
          cased: flag,
          threshold: flag,
          span: ref('Span'),
        },
        ['is', 'field', 'kind', 'values', 'span'],
      ),
    ],
  },
  Stage: record(
    {
      index: whole,
      kind: text,
      text,
      span: ref('Span'),
      steps: whole,
      words: text,
      predicates: ref('PredicateTree'),
      keys: list(record({ left: text, right: text })),
    },
    ['index', 'kind', 'text', 'span', 'steps', 'words'],
  ),
  AlertDetails: record(
    {
      nameFormat: text,
      descriptionFormat: text,
      severityColumn: text,
      tacticsColumn: text,
      properties: list(record({ property: text, column: text })),
    },
    ['properties'],
  ),
  Incident: record(
    {
      create: flag,
      grouping: record(
        {
          enabled: flag,
          reopenClosed: flag,
          lookback: duration,
          matching: text,
          byEntities: list(text),
          byAlertDetails: list(text),
          byCustomDetails: list(text),
        },
        ['enabled', 'reopenClosed', 'matching', 'byEntities', 'byAlertDetails', 'byCustomDetails'],
      ),
    },
    ['create'],
  ),
  Exploration: record(
    {
      inputEntity: text,
      inputFields: list(text),
      outputEntities: list(text),
      dataSources: list(text),
      before: duration,
      after: duration,
    },
    ['inputEntity', 'inputFields', 'outputEntities', 'dataSources'],
  ),
  Relation: record(
    {
      is: oneOf('identical', 'same-id', 'same-name', 'equivalent', 'broader', 'narrower', 'near-duplicate'),
      slug: text,
      difference: list(text),
      shared: whole,
      here: list(ref('RelatedUse')),
      there: list(ref('RelatedUse')),
    },
    ['is', 'slug'],
  ),
  RelatedUse: record({ field: text, kind: text, value: anything, polarity: oneOf('match', 'exclude') }),
  Rule: record(
    {
      id: text,
      idDeclared: orNull('string'),
      slug: text,
      alsoWithThisId: list(text),
      name: text,
      language: { const: 'kusto' },
      kind: oneOf('scheduled', 'nrt', 'hunting', 'exploration'),
      severity: orNull('string'),
      status: orNull('string'),
      description: text,
      tactics: list(text),
      techniques: list(text),
      declared: record({ severity: orNull('string'), tactics: list(text), techniques: list(text), query: text }, [
        'severity',
        'tactics',
        'techniques',
      ]),
      attack: list(
        record({ tactic: orNull('string'), techniques: list(record({ id: text, name: orNull('string') })) }),
      ),
      connectors: list(text),
      dataConnectors: list(record({ connectorId: text, dataTypes: list(text) })),
      tables: list(text),
      functions: list(text),
      queryPeriod: orNull('string'),
      queryFrequency: orNull('string'),
      trigger: orNothing(record({ operator: oneOf('gt', 'lt', 'eq', 'ne'), threshold: number })),
      eventGrouping: { enum: ['SingleAlert', 'AlertPerResult', null] },
      entityMappings: list(record({ entityType: text, fields: list(record({ identifier: text, column: text })) })),
      entityColumns: list(text),
      customDetails: list(record({ name: text, column: text })),
      alertDetails: orNothing(ref('AlertDetails')),
      suppression: orNothing(record({ enabled: flag, duration }, ['enabled'])),
      incident: orNothing(ref('Incident')),
      exploration: orNothing(ref('Exploration')),
      tags: list(text),
      version: orNull('string'),
      source: record({ path: text, line: whole, format: text }),
      body: text,
      bodyLine: whole,
      tokens: list(record({ start: whole, end: whole, is: oneOf('kw', 'tb', 'fn', 'str', 'num', 'cm', 'o') })),
      problems: list(ref('Problem')),
      classification: record({
        is: oneOf('detection', 'hunting', 'exploration', 'alert-feed', 'health-monitoring', 'template'),
        because: text,
      }),
      evaluable: record({ is: oneOf('fully', 'partly', 'no'), because: list(ref('Problem')) }),
      parameters: list(record({ name: text, text, value: anything }, ['name', 'text'])),
      stages: list(ref('Stage')),
      indicators: list(ref('Indicator')),
      exclusions: list(ref('Indicator')),
      relations: list(ref('Relation')),
      outputs: list(
        record({ name: text, type: text, from: list(text), expression: text, stage: whole, feeds: list(text) }, [
          'name',
          'from',
          'stage',
          'feeds',
        ]),
      ),
      lint: list(
        record({ code: text, severity: oneOf('validity', 'quality'), message: text, span: ref('Span'), fix: text }, [
          'code',
          'severity',
          'message',
          'span',
        ]),
      ),
    },
    ['id', 'name', 'language', 'kind', 'body', 'stages', 'indicators', 'exclusions'],
  ),
};
