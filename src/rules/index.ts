export { attack, tactics, techniqueById } from './attack.js';
export { withoutLayout } from './kql-text.js';
export { MAX_RULE_FILE_BYTES } from './limits.js';
export { readRuleFile, recognizes } from './read-rule-file.js';
export type * from './rule.js';
export { type Expectation, readSavedTests, type SavedTest } from './saved-tests.js';
