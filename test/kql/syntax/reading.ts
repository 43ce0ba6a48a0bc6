import assert from 'node:assert/strict';
import type { Expression, Operator, Pipeline, Statement } from '../../../src/kql/syntax/index.js';
import { loadParser } from '../../../src/kql/syntax/index.js';

const parser = await loadParser();

/** The statements of a text that has no problem. */
export function statements(text: string): readonly Statement[] {
  const { syntax, problems } = parser.parse(text);
  assert.deepEqual(problems, [], text);
  return syntax.statements;
}

/** The only statement's expression. */
export function query(text: string): Expression {
  const [statement, ...others] = statements(text);
  assert.equal(others.length, 0);
  assert.ok(statement.is === 'expression');
  return statement.value;
}

/** The operators of a pipeline. */
export function operators(text: string): readonly Operator[] {
  const found = query(text);
  assert.ok(found.is === 'pipeline');
  return (found as Pipeline).operators;
}

/** A scalar, printed. */
export function scalar(text: string): Expression {
  const [print] = operators(`print ${text}`);
  assert.ok(print.is === 'print');
  assert.equal(print.columns.length, 1, text);
  return print.columns[0];
}

/** The same tree without its spans. */
export function bare(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (key === 'span' || key === 'nameSpan' ? undefined : value)));
}

/** The text of a node. */
export const slice = (text: string, { span }: { readonly span: { readonly start: number; readonly end: number } }) =>
  text.slice(span.start, span.end);

export const name = (is: string) => ({ is: 'name', name: is });
export const long = (value: number) => ({ is: 'literal', type: 'long', value: String(value) });
export const string = (value: string) => ({ is: 'literal', type: 'string', value });
export const bool = (value: boolean) => ({ is: 'literal', type: 'bool', value });
export const binary = (operator: string, left: unknown, right: unknown) => ({ is: 'binary', operator, left, right });
export const call = (is: string, ...values: unknown[]) => ({
  is: 'call',
  name: is,
  arguments: values.map((value) => ({ value })),
});
export const named = (is: string, value: unknown) => ({ is: 'named', names: [{ name: is }], compound: false, value });
export const day = { is: 'literal', type: 'timespan', value: '864000000000' };
export const take = (count: number) => ({ is: 'take', count: long(count), parameters: [] });
export { parser };
