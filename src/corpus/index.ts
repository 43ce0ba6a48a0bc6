export type { Catalog } from './catalog.js';
export { changedLines, changesBetween, type RuleVersion } from './changes.js';
export { distinctRules } from './indicator-table.js';
export { type IngestOptions, type IngestSummary, ingest, type Progress } from './ingest/ingest.js';
export type { PartEntry, StorePart } from './ingest/parts.js';
export type * from './model.js';
export { openCatalog } from './open-catalog.js';
export type { StoredUse } from './store/state.js';
