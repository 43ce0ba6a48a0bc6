export {
  type Answer,
  type Engine,
  evaluateSyntax,
  loadEngine,
  type QueryOptions,
  type QueryResult,
  type World,
} from './evaluate/engine.js';
export { FieldType } from './evaluate/field-type.js';
export { chosenRecords, type Records, recordsOfObjects } from './evaluate/records.js';
export * from './syntax/index.js';
export { isDelicate, parseJson, parseRoughly } from './types/json.js';
export { type ScalarType, scalarTypeOf } from './types/scalar-type.js';
export { formatDatetime, formatTimespan, parseDatetime } from './types/ticks.js';
export type { Json } from './types/value.js';
