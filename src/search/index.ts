export type * from './model.js';
export { openSearch } from './open-search.js';
export { wordIndex } from './rule-index.js';
