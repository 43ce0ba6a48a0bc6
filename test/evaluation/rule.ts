import assert from 'node:assert/strict';
import { analyse, functionSyntax, warmUp } from '../../src/analysis/index.js';
import {
  evaluateRule,
  mayHoldFunctions,
  type Posted,
  type RuleEvaluation,
  type RunnableRule,
} from '../../src/evaluation/index.js';
import { loadParser } from '../../src/kql/index.js';
import { type RuleFunction, readRuleFile, type TableSchema } from '../../src/rules/index.js';

await warmUp();
const parser = await loadParser();

/** The schema of a table, its columns as `name:type` parted by commas. */
export function schema(name: string, columns: string): TableSchema {
  return {
    name,
    columns: columns.split(',').map((column) => {
      const [of, type] = column.trim().split(':');
      return { name: of, type };
    }),
    source: { path: 'schema', line: 1, format: 'schema' },
  };
}

/** A shared function; its parameters are `name:type=default` parted by commas. */
export function sharedFunction(name: string, parameters: string, body: string): RuleFunction {
  return {
    name,
    aliases: [],
    description: '',
    parameters: parameters.split(',').flatMap((parameter) => {
      const [, of, type, standard] = /^\s*(\w+):(\w+)(?:=(.*))?$/.exec(parameter) ?? [];
      return of === undefined ? [] : [{ name: of, type, ...(standard !== undefined && { default: standard }) }];
    }),
    body,
    bodyAt: { line: 1, indent: 0, exact: true },
    version: null,
    source: { path: 'function', line: 1, format: 'function' },
  };
}

/** A rule of a query, with more lines of its file. */
export function ruleOf(
  query: string,
  more = '',
  schemas: readonly TableSchema[] = [],
  functions: readonly RuleFunction[] = [],
): RunnableRule {
  const file = `id: 0b0d4b9e-6b0c-4f0e-9a63-2f1f3a5d7c01
name: A rule
description: Tells of something.
severity: High
kind: Scheduled
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
tactics: [Execution]
relevantTechniques: [T1059]
${more}
query: |
${query.trim().replace(/^/gm, '  ')}
version: 1.0.0
`;
  const [rule] = readRuleFile('rule.yaml', Buffer.from(file)).rules;
  assert.ok(rule);
  const { syntax, stages, tables } = analyse(rule, { functions, schemas });
  return {
    rule,
    syntax,
    stages,
    tables,
    function(name) {
      const found = functions.find((each) => each.name === name);
      return found && functionSyntax(found);
    },
    schema: (table) => schemas.find(({ name }) => name === table),
  };
}

/** Runs a rule on a JSON body, or on what else was posted. */
export function run(rule: RunnableRule, posted: object | Posted): RuleEvaluation {
  const whole =
    'body' in posted ? (posted as Posted) : { body: Buffer.from(JSON.stringify(posted)), format: 'json' as const };
  let time = 0;
  return evaluateRule(rule, whole, () => time++, '2026-01-01T00:00:00Z', mayHoldFunctions(whole) ? parser : undefined);
}

/** The rows of an answer as objects. */
export function rowsOf({ columns, rows }: RuleEvaluation): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])));
}

/** The codes of an answer's problems. */
export function codesOf({ problems }: RuleEvaluation): string[] {
  return problems.map(({ code }) => code);
}
