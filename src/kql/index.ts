export * from './syntax/index.js';
export { formatDatetime, formatTimespan } from './types/ticks.js';
export { type Engine, loadEngine, type QueryOptions, type QueryResult } from './engine.js';
export { parseJson } from './types/json.js';
export type { Json } from './types/value.js';
