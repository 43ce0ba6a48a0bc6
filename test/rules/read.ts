import assert from 'node:assert/strict';
import { type Rule, type RuleFunction, readRuleFile, type TableSchema } from '../../src/rules/index.js';

/** Reads a text that should hold exactly one rule. */
export function onlyRule(text: string, path = 'folder/Some Rule.yaml'): { rule: Rule; said: string[] } {
  const { rules, functions, schemas, problems } = readRuleFile(path, text);
  assert.equal(rules.length, 1, JSON.stringify(problems));
  assert.equal(functions.length + schemas.length, 0);
  return { rule: rules[0], said: said(problems) };
}

/** Reads a text that should hold exactly one function. */
export function onlyFunction(path: string, text: string): { read: RuleFunction; said: string[] } {
  const { rules, functions, schemas, problems } = readRuleFile(path, text);
  assert.equal(functions.length, 1, JSON.stringify(problems));
  assert.equal(rules.length + schemas.length, 0);
  return { read: functions[0], said: said(problems) };
}

/** Reads a text that should hold exactly one schema. */
export function onlySchema(path: string, text: string): { schema: TableSchema; said: string[] } {
  const { rules, functions, schemas, problems } = readRuleFile(path, text);
  assert.equal(schemas.length, 1, JSON.stringify(problems));
  assert.equal(rules.length + functions.length, 0);
  return { schema: schemas[0], said: said(problems) };
}

/** Reads a text that should give nothing but problems. */
export function onlyProblems(path: string, text: string | Uint8Array): string[] {
  const { rules, functions, schemas, problems } = readRuleFile(path, text);
  assert.equal(rules.length + functions.length + schemas.length, 0);
  assert.ok(problems.every((problem) => problem.kind === 'rule' && problem.path === path));
  return said(problems);
}

/** Problems as `line:column code`. */
function said(problems: ReturnType<typeof readRuleFile>['problems']): string[] {
  return problems.map((problem) => `${problem.line}:${problem.column} ${problem.code}`);
}
