export { evaluateRule } from './evaluate-rule.js';
export type * from './model.js';
export { ChildPool, type Outcome, type PoolOptions } from './pool.js';
