import { readSentinelRule } from '../sentinel-rule.js';
import { fieldsFormat } from './format.js';

/** A Sentinel hunting query: a query with a name and no schedule. A stub that only says where it moved counts too. */
export const huntingQuery = fieldsFormat(
  'sentinel-hunting-query',
  'yaml',
  (fields) => fields.has('query') || (fields.has('name') && fields.has('description')),
  (fields, format) => readSentinelRule(fields, 'hunting', format),
);
