import { readDuration } from '../duration.js';
import { readSentinelRule } from '../sentinel-rule.js';
import { fieldsFormat } from './format.js';

/** A Sentinel exploration query: it leads an investigation from one entity to others. */
export const explorationQuery = fieldsFormat(
  'sentinel-exploration-query',
  'yaml',
  (fields) => fields.has('InputEntityType'),
  (fields, format) =>
    readSentinelRule(fields, 'exploration', format, {
      inputEntity: fields.text('InputEntityType') ?? '',
      inputFields: fields.texts('InputFields'),
      outputEntities: fields.texts('OutputEntityTypes'),
      dataSources: fields.texts('DataSources'),
      before: readDuration(fields, 'QueryPeriodBefore'),
      after: readDuration(fields, 'QueryPeriodAfter'),
    }),
);
