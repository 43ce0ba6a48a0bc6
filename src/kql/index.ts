export { type Binding, bindSyntax, type Gap } from './evaluate/binding.js';
export { aggregateNamed, columnNames } from './evaluate/column-names.js';
export {
  type Answer,
  type Engine,
  evaluateSyntax,
  loadEngine,
  type QueryResult,
  type World,
} from './evaluate/engine.js';
export type { Lost, RecordFate } from './evaluate/fates.js';
export { FieldType } from './evaluate/field-type.js';
export { type BoundQuery, type Prepared, prepareSyntax } from './evaluate/prepared.js';
export { chosenRecords, type Misfits, type Records, recordsOfObjects } from './evaluate/records.js';
export type { StepCount } from './evaluate/step-counter.js';
export { typeOfName } from './plan/assumptions.js';
export { EmptyCalls } from './plan/empty-calls.js';
export type { LeadingCondition, Reading, RecordColumn, Scan } from './plan/leading-conditions.js';
export type { Bound } from './plan/nodes.js';
export { watchlistAlias } from './plan/watchlists.js';
export { type SupportEntry, type SupportStatus, support } from './support.js';
export * from './syntax/index.js';
export { parseJson, parseRoughly } from './types/json.js';
export { type ScalarType, scalarTypeOf } from './types/scalar-type.js';
export { formatDatetime, formatTimespan, parseDatetime } from './types/ticks.js';
export type { Json } from './types/value.js';
