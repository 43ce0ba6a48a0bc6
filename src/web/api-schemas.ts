import { ruleSchemas } from './api-rule-schemas.js';
import { runSchemas } from './api-run-schemas.js';
import { list, oneOf, record, ref, text, whole } from './json-schema.js';

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
  ...ruleSchemas,
  ...runSchemas,
};
