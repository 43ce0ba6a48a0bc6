export { MAX_RULE_FILE_BYTES, readRuleFile, recognizes } from './read-rule-file.js';
export type * from './rule.js';
