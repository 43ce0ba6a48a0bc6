import { analyticRule } from './analytic-rule.js';
import { explorationQuery } from './exploration-query.js';
import type { RuleFormat } from './format.js';
import { functionArm } from './function-arm.js';
import { functionText } from './function-text.js';
import { functionYaml } from './function-yaml.js';
import { huntingQuery } from './hunting-query.js';
import { tableSchema } from './table-schema.js';

/** Every format we read; the first that recognizes a part of a file reads it. */
export const formats: readonly RuleFormat[] = [
  functionYaml,
  explorationQuery,
  analyticRule,
  huntingQuery,
  functionText,
  functionArm,
  tableSchema,
];
