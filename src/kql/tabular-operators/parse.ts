import { bindScalar } from '../plan/bind-scalar.js';
import type { PlanOf } from '../plan/nodes.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { columnBuilder, valueReader } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import { compileRegex } from '../types/regex.js';
import { gatherBatch } from '../types/table.js';
import type { Value } from '../types/value.js';
import { choiceParameter, piped } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/parse-operator */
export const bindParse: OperatorBinding<'parse' | 'parse-where'> = (syntax, given, scope, binder) => {
  const input = piped(given, syntax.is, syntax.span);
  const mode = choiceParameter(syntax.parameters, 'kind', ['simple', 'relaxed', 'regex'] as const, 'simple');
  if (mode === 'regex') raise(problems.unsupported('parse kind=regex', syntax.span));
  const value = bindScalar(syntax.value, input, scope, binder);
  if (value.type !== 'string' && value.type !== 'dynamic') raise(problems.wrongType('string', value.type, value.span));
  const captures: { name: string; type: PlanOf<'parse'>['captures'][number]['type'] }[] = [];
  let before = '';
  const pattern = syntax.pattern.map((part): PlanOf<'parse'>['pattern'][number] => {
    const last = captures.at(-1)?.type;
    const behindColumn =
      before === 'capture' && (part.is === 'capture' || (part.is === 'star' && last !== 'long' && last !== 'int'));
    if (behindColumn) raise(problems.unsupported('parse of a column with no text behind it', part.span));
    before = part.is;
    if (part.is === 'star') return { is: 'star' };
    if (part.is === 'text') {
      const text = bindScalar(part.value, null, scope, binder);
      return text.is === 'literal' && text.type === 'string'
        ? { is: 'text', text: String(text.value) }
        : raise(problems.notConstant(syntax.is, part.span));
    }
    captures.push({ name: part.name, type: part.type ?? 'string' });
    return { is: 'capture', column: captures.length - 1 };
  });
  const replaced = new Map(captures.map(({ name, type }) => [name, type]));
  const kept = input.plan.columns.map(({ name, type }) => ({ name, type: replaced.get(name) ?? type }));
  const columns = [...kept, ...captures.filter(({ name }) => !kept.some((column) => column.name === name))];
  const { serialized } = input.plan;
  return {
    plan: {
      kind: 'parse',
      input: input.plan,
      value: value.type === 'string' ? value : { is: 'convert', value, type: 'string', span: value.span },
      mode,
      flags: '',
      pattern,
      captures,
      drop: syntax.is === 'parse-where',
      columns,
      serialized,
      span: syntax.span,
    },
    open: input.open,
  };
};

/** A row that does not fit keeps empty columns, or goes where `parse-where` says so; in simple mode one value that does not convert is no fit. */
export const runParse: PlanRunner<'parse'> = function* (plan, execution) {
  const kernel = execution.compile(plan.value, plan.input.columns);
  const regex = compileRegex(patternOf(plan));
  for (const batch of execution.run(plan.input)) {
    const read = valueReader(kernel.evaluate(batch, null));
    const rows: number[] = [];
    const found: (readonly Value[] | null)[] = [];
    for (let row = 0; row < batch.length; row++) {
      const values = capturesOf(plan, regex.match(String(read(row) ?? '')));
      if (plan.drop && values === null) continue;
      rows.push(row);
      found.push(values);
    }
    if (rows.length === 0) continue;
    const parsed = plan.captures.map(({ type }, i) => {
      const builder = columnBuilder(type, rows.length);
      for (const [row, values] of found.entries()) builder.set(row, values === null ? null : values[i]);
      return builder.build();
    });
    const kept = rows.length === batch.length ? batch : gatherBatch(batch, Int32Array.from(rows));
    const columns = plan.columns.map(({ name }) => {
      const capture = plan.captures.findIndex((each) => each.name === name);
      return capture >= 0
        ? parsed[capture]
        : kept.columns[plan.input.columns.findIndex((column) => column.name === name)];
    });
    yield { length: rows.length, columns };
  }
};

/** The pattern as a regular expression over the whole text: a star and a column take as little as they can, a whole number all its digits. */
function patternOf({ pattern, captures }: PlanOf<'parse'>): string {
  const pieces = pattern.map((part, i) => {
    if (part.is === 'star') return '.*?';
    if (part.is === 'text') return part.text.replace(/[\\^$.*+?()[\]{}|&~#-]/g, '\\$&');
    const { type } = captures[part.column];
    return pattern[i + 1]?.is === 'star' && (type === 'long' || type === 'int') ? '([-+]?[0-9]+)' : '(.*?)';
  });
  return `(?s)^${pieces.join('')}$`;
}

function capturesOf(
  plan: PlanOf<'parse'>,
  match: { readonly groups: readonly (string | null)[] } | null,
): readonly Value[] | null {
  if (match === null) return null;
  const values = plan.captures.map(({ type }, i) => convertValue(match.groups[i + 1] ?? '', 'string', type));
  return plan.mode === 'simple' && values.some((value) => value === null) ? null : values;
}
