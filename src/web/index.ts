export { type AppOptions, createApp } from './app.js';
export type * from './evaluator.js';
export type { SavedTestResult } from './site.js';
