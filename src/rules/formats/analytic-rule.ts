import { faults } from '../problems.js';
import { readSentinelRule } from '../sentinel-rule.js';
import { lettersOf } from '../spelling.js';
import { fieldsFormat } from './format.js';

/** A Sentinel analytics rule, scheduled or in near real time: it has a kind or a schedule. */
export const analyticRule = fieldsFormat(
  'sentinel-analytic-rule',
  'yaml',
  (fields) =>
    (fields.has('kind') && !isHunting(fields.text('kind'))) ||
    fields.has('queryFrequency') ||
    fields.has('triggerOperator'),
  (fields, format) => {
    const declared = fields.text('kind');
    const kind = lettersOf(declared ?? '');
    if (kind === 'nrt') return readSentinelRule(fields, 'nrt', format);
    if (declared === undefined) fields.reading.report(fields.node.at, faults.kindMissing());
    else if (kind !== 'scheduled') return fields.reading.report(fields.at('kind'), faults.kindUnknown(declared));
    for (const field of ['queryFrequency', 'queryPeriod', 'triggerOperator', 'triggerThreshold']) {
      if (!fields.has(field) && fields.has('query')) fields.reading.report(fields.node.at, faults.missing(field));
    }
    readSentinelRule(fields, 'scheduled', format);
  },
);

function isHunting(kind: string | undefined): boolean {
  return kind !== undefined && lettersOf(kind).startsWith('hunting');
}
