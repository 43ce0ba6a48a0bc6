export { answerJobs } from './answer-jobs.js';
export { type CatalogRule, evaluateCatalog, everyRule } from './evaluate-catalog.js';
export { evaluateRule } from './evaluate-rule.js';
export type * from './model.js';
export { ChildPool, type Outcome, type PoolOptions } from './pool.js';
export { mayHoldFunctions } from './posted.js';
export { noSuchRule } from './problems.js';
export { type Synthesis, synthesize } from './synthesize.js';
