export type { Catalog } from './catalog.js';
export type * from './model.js';
