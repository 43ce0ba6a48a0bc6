const text = { type: 'string' };
const whole = { type: 'integer' };
const number = { type: 'number' };
const flag = { type: 'boolean' };
const anything = {};
const list = (items: object) => ({ type: 'array', items });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const orNull = (type: string) => ({ type: [type, 'null'] });
const oneOf = (...values: readonly string[]) => ({ type: 'string', enum: values });
const record = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});

/** The shapes of the API's bodies and answers, as JSON Schema. */
export const schemas: Readonly<Record<string, object>> = {
  Span: record({ start: whole, end: whole }),
  Problem: record(
    {
      code: text,
      kind: oneOf('syntax', 'query', 'unsupported', 'limit', 'rule', 'request'),
      message: text,
      span: ref('Span'),
      path: text,
      line: whole,
      column: whole,
      hint: text,
    },
    ['code', 'kind', 'message'],
  ),
  ProblemDocument: {
    allOf: [
      ref('Problem'),
      record({ title: text, status: whole, detail: text, nearest: list(record({ name: text, href: text })) }, [
        'title',
        'status',
        'detail',
      ]),
    ],
  },
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
      corpus: record({ others: whole, byLanguage: { type: 'object', additionalProperties: whole } }),
    },
    ['field', 'kind', 'value', 'scope', 'table', 'stage', 'span', 'id', 'corpus'],
  ),
  Stage: record({ index: whole, kind: text, text, span: ref('Span'), steps: whole, predicates: { type: 'object' } }, [
    'index',
    'kind',
    'text',
    'span',
    'steps',
  ]),
  Rule: record(
    {
      id: text,
      slug: text,
      name: text,
      language: { const: 'kusto' },
      kind: text,
      severity: orNull('string'),
      status: orNull('string'),
      description: text,
      tactics: list(text),
      techniques: list(text),
      connectors: list(text),
      tables: list(text),
      functions: list(text),
      queryPeriod: orNull('string'),
      queryFrequency: orNull('string'),
      trigger: { type: ['object', 'null'], properties: { operator: oneOf('gt', 'lt', 'eq', 'ne'), threshold: number } },
      source: record({ path: text, line: whole }),
      body: text,
      classification: record({ is: text, because: text }),
      evaluable: record({ is: oneOf('fully', 'partly', 'no'), because: list(ref('Problem')) }),
      parameters: list(record({ name: text, text, value: anything }, ['name', 'text'])),
      stages: list(ref('Stage')),
      indicators: list(ref('Indicator')),
      exclusions: list(ref('Indicator')),
      outputs: list(
        record({ name: text, type: text, from: list(text), expression: text, stage: whole, feeds: list(text) }, [
          'name',
          'from',
          'stage',
          'feeds',
        ]),
      ),
      lint: list(
        record({ code: text, severity: text, message: text, span: ref('Span'), fix: text }, [
          'code',
          'severity',
          'message',
          'span',
        ]),
      ),
    },
    ['id', 'name', 'language', 'kind', 'body', 'stages', 'indicators', 'exclusions'],
  ),
  Records: {
    oneOf: [
      list({ type: 'object' }),
      record(
        {
          records: list({ type: 'object' }),
          tables: { type: 'object', additionalProperties: list({ type: 'object' }) },
          table: text,
          now: text,
          watchlists: { type: 'object' },
          explain: flag,
          limit: whole,
        },
        [],
      ),
    ],
  },
  Evaluation: record(
    {
      ruleId: text,
      verdict: oneOf('alert', 'no-alert'),
      now: text,
      window: record({ from: text, to: text }),
      trigger: record({ operator: oneOf('gt', 'lt', 'eq', 'ne'), threshold: number, count: whole }),
      columns: list(record({ name: text, type: text })),
      rows: list(list(anything)),
      truncated: flag,
      alerts: list(
        record({
          title: text,
          description: text,
          severity: orNull('string'),
          tactics: list(text),
          entities: list(record({ type: text, fields: { type: 'object' } })),
          customDetails: { type: 'object' },
          rows: anything,
        }),
      ),
      stages: list(record({ index: whole, kind: text, text, rowsIn: whole, rowsOut: whole, ms: number })),
      explanation: list({ type: 'object' }),
      problems: list(ref('Problem')),
      elapsedMs: number,
    },
    [
      'ruleId',
      'verdict',
      'now',
      'window',
      'trigger',
      'columns',
      'rows',
      'truncated',
      'alerts',
      'stages',
      'problems',
      'elapsedMs',
    ],
  ),
};
