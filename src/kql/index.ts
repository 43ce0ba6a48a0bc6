export * from './syntax/index.js';
export { formatDatetime, formatTimespan } from './types/ticks.js';
