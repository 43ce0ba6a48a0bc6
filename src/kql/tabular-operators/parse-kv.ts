import { bindScalar, convertTo } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import type { KeyValueFormat } from '../plan/nodes.js';
import type { OperatorBinding, OperatorOf, PlanRunner } from '../plan/registry.js';
import type { Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { valueReader } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import { compileRegex } from '../types/regex.js';
import { piped } from './inputs.js';
import { type Pairs, pairReader } from './key-value-pairs.js';
import { columnsWith, withParsed } from './parsed-columns.js';
import { asWindowed } from './windowed.js';

/** @see https://learn.microsoft.com/kusto/query/parse-kv-operator */
export const bindParseKv: OperatorBinding<'parse-kv'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'parse-kv', syntax.span);
  const value = bindScalar(syntax.value, input, scope, binder);
  const keys = syntax.columns.map(({ name, type, span }, i) => {
    if (syntax.columns.slice(0, i).some((before) => before.name === name)) raise(problems.duplicateColumn(name, span));
    return { name, type };
  });
  return {
    plan: {
      kind: 'parse-kv',
      input: input.plan,
      value: convertTo(value, 'string', binder),
      keys,
      format: bindFormat(syntax, scope, binder),
      columns: columnsWith(input.plan.columns, keys),
      serialized: input.plan.serialized,
      span: syntax.span,
    },
    open: input.open,
  };
};

function bindFormat(syntax: OperatorOf<'parse-kv'>, scope: Scope, binder: Binder): KeyValueFormat {
  const all = (name: string) => syntax.properties.filter((each) => each.name === name);
  const texts = (name: string): string[] =>
    all(name).map(({ value, span }) => {
      const bound = bindScalar(value, null, scope, binder);
      if (bound.is !== 'literal' || bound.type !== 'string') return raise(problems.notConstant(name, span));
      return String(bound.value);
    });
  const [regex] = texts('regex');
  if (regex !== undefined) {
    if (compileRegex(regex).groupCount !== 2)
      raise(problems.badArgument('parse-kv', 'a regex of two groups, the key and the value', syntax.span));
    return { is: 'regex', regex };
  }
  const quotes = texts('quote').map((quote): readonly [string, string] => {
    const [open, close = open, ...more] = quote;
    if (open === undefined || more.length > 0)
      return raise(problems.badArgument('parse-kv', 'quotes of one or two characters', syntax.span));
    return [open, close];
  });
  const escapes = texts('escape');
  if (escapes.some(({ length }) => length !== 1))
    raise(problems.badArgument('parse-kv', 'escapes of one character', syntax.span));
  const [greedy] = all('greedy');
  const [pair] = texts('pair_delimiter');
  const [keyValue] = texts('kv_delimiter');
  if (pair === undefined && keyValue === undefined && greedy === undefined) {
    const odd = syntax.columns.find(({ name }) => !/^[A-Za-z0-9]+$/.test(name));
    if (odd !== undefined)
      raise(problems.unsupported('parse-kv without delimiters', odd.span, `the key '${odd.name}', which is no word`));
    return { is: 'undelimited', quotes, escapes };
  }
  if (!pair || !keyValue) return raise(problems.unsupported('parse-kv with one of its delimiters', syntax.span));
  const flag = greedy && bindScalar(greedy.value, null, scope, binder);
  if (flag !== undefined && (flag.is !== 'literal' || flag.type !== 'bool'))
    raise(problems.notConstant('greedy', flag.span));
  return { is: 'delimited', pair, keyValue, quotes, escapes, greedy: flag?.is === 'literal' && flag.value === true };
}

/** The first value of each key; a key that does not come is the empty string or null. */
export const runParseKv: PlanRunner<'parse-kv'> = function* (plan, execution) {
  const kernel = execution.compile(plan.value, plan.input.columns);
  const pairs: Pairs = pairReader(plan.format, new Set(plan.keys.map(({ name }) => name)), plan.span);
  for (const batch of asWindowed(plan.input, [plan.value], execution)) {
    const read = valueReader(kernel.evaluate(batch, null));
    const found = Array.from({ length: batch.length }, (_, row) => {
      const values = pairs(read(row) as string);
      return plan.keys.map(({ name, type }) => convertValue(values.get(name) ?? '', 'string', type));
    });
    yield withParsed(plan, batch, plan.keys, found);
  }
};
