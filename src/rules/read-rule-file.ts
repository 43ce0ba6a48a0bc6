import type { RuleFileReading } from './rule.js';

/** The largest file that is read as a rule file. */
export const MAX_RULE_FILE_BYTES = 1024 * 1024;

/** Says by its name whether a file may hold a rule, a function or a schema. */
export function recognizes(path: string): boolean {
  return /\.(ya?ml|txt|kql|csl|json)$/i.test(path);
}

/** Reads one file's text into the rules, functions and schemas it holds, and the problems it has. */
export function readRuleFile(_path: string, _bytes: Uint8Array | string): RuleFileReading {
  return { rules: [], functions: [], schemas: [], problems: [] };
}
