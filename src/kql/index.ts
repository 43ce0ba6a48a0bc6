export {
  type Engine,
  evaluateSyntax,
  loadEngine,
  type QueryOptions,
  type QueryResult,
  type World,
} from './evaluate/engine.js';
export * from './syntax/index.js';
export { parseJson } from './types/json.js';
export { type ScalarType, scalarTypeOf } from './types/scalar-type.js';
export { formatDatetime, formatTimespan, parseDatetime } from './types/ticks.js';
export type { Json } from './types/value.js';
