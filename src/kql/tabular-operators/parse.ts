import { bindScalar, convertTo } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import type { PlanOf } from '../plan/nodes.js';
import type { OperatorBinding, OperatorOf, PlanRunner } from '../plan/registry.js';
import type { Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { valueReader } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import { compileRegex } from '../types/regex.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';
import type { Value } from '../types/value.js';
import { choiceParameter, piped, wordParameter } from './inputs.js';
import { groupName, lastTime, type ParsePart, parseRegex, timeBeforeStar } from './parse-pattern.js';
import { columnsWith, onlyFound, withParsed } from './parsed-columns.js';
import { asWindowed } from './windowed.js';

/** @see https://learn.microsoft.com/kusto/query/parse-operator @see https://learn.microsoft.com/kusto/query/parse-where-operator */
export const bindParse: OperatorBinding<'parse' | 'parse-where'> = (syntax, given, scope, binder) => {
  const input = piped(given, syntax.is, syntax.span);
  const mode = choiceParameter(syntax.parameters, 'kind', ['simple', 'relaxed', 'regex'] as const, 'simple');
  if (mode === 'relaxed' && syntax.is === 'parse-where')
    raise(problems.failed('KS164', "'parse-where' has no kind relaxed.", syntax.span));
  const value = bindScalar(syntax.value, input, scope, binder);
  const { pattern, captures } = bindPattern(syntax, scope, binder);
  const flags = flagsOf(syntax, mode);
  const tail = pattern.at(-1);
  return {
    plan: {
      kind: 'parse',
      input: input.plan,
      value: convertTo(value, 'string', binder),
      regex: parseRegex(pattern, captures, mode, flags, syntax.span),
      captures,
      strict: mode !== 'relaxed',
      tail: tail?.is === 'capture' ? tail.column : null,
      timeBeforeStar: lastTime(pattern, captures, mode),
      drop: syntax.is === 'parse-where',
      columns: columnsWith(input.plan.columns, captures),
      serialized: input.plan.serialized,
      span: syntax.span,
    },
    open: input.open,
  };
};

function flagsOf(syntax: OperatorOf<'parse' | 'parse-where'>, mode: 'simple' | 'relaxed' | 'regex'): string {
  const flags = wordParameter(syntax.parameters, 'flags');
  if (flags === undefined) return '';
  if (mode !== 'regex') raise(problems.failed('KS164', 'Only kind=regex takes flags.', flags.span));
  if (/[^imsUx]/.test(flags.word))
    raise(problems.unknownOption('flag', flags.word, ['i', 'm', 's', 'U', 'x'], flags.span));
  if (flags.word.includes('x')) raise(problems.unsupported('parse kind=regex flags=x', flags.span));
  return flags.word;
}

/** A column follows a text or begins; a star is followed by a text or ends, and does not follow a column of strings. */
function bindPattern(
  syntax: OperatorOf<'parse' | 'parse-where'>,
  scope: Scope,
  binder: Binder,
): { readonly pattern: readonly ParsePart[]; readonly captures: readonly ColumnDeclaration[] } {
  const captures: ColumnDeclaration[] = [];
  const pattern = syntax.pattern.map((part, i): ParsePart => {
    const before = syntax.pattern[i - 1];
    if (part.is === 'text') {
      const text = bindScalar(part.value, null, scope, binder);
      if (text.is !== 'literal' || text.type !== 'string') return raise(problems.notConstant(syntax.is, part.span));
      if (text.value === '') raise(problems.badArgument(syntax.is, 'texts that are not empty', part.span));
      return { is: 'text', text: String(text.value) };
    }
    if (part.is === 'star') {
      const after = syntax.pattern[i + 1];
      if (after !== undefined && after.is !== 'text')
        raise(problems.failed('KS102', 'A text must follow the star.', part.span));
      if (before?.is === 'capture' && (before.type ?? 'string') === 'string')
        raise(
          problems.failed('KS103', 'A star behind a column of strings leaves open where the column ends.', part.span),
        );
      return { is: 'star' };
    }
    if (before !== undefined && before.is !== 'text')
      raise(problems.failed('KS101', `The column '${part.name}' must follow a text.`, part.span));
    if (captures.some(({ name }) => name === part.name)) raise(problems.duplicateColumn(part.name, part.span));
    captures.push({ name: part.name, type: part.type ?? 'string' });
    return { is: 'capture', column: captures.length - 1 };
  });
  return { pattern, captures };
}

/** A row that does not fit keeps empty columns, or goes where `parse-where` says so. */
export const runParse: PlanRunner<'parse'> = function* (plan, execution) {
  const kernel = execution.compile(plan.value, plan.input.columns);
  const regex = compileRegex(plan.regex);
  const groups = plan.captures.map((_, i) => regex.groupNames.indexOf(groupName(i)));
  for (const batch of asWindowed(plan.input, [plan.value], execution)) {
    const read = valueReader(kernel.evaluate(batch, null));
    const found = Array.from({ length: batch.length }, (_, row) => {
      const match = regex.match(read(row) as string);
      const texts = match && groups.map((group) => match.groups[group] ?? '');
      return texts && valuesOf(plan, texts);
    });
    const parsed = withParsed(plan, batch, plan.captures, found);
    const kept = plan.drop ? onlyFound(parsed, found) : parsed;
    if (kept.length > 0) yield kept;
  }
};

/** The texts as values; null where one that must convert does not. */
function valuesOf(plan: PlanOf<'parse'>, texts: readonly string[]): readonly Value[] | null {
  const values = texts.map((text, i) => {
    const { type } = plan.captures[i];
    const given = i === plan.timeBeforeStar ? timeIn(text, type, plan) : type === 'bool' ? text.trim() : text;
    return convertValue(given, 'string', type);
  });
  const { tail } = plan;
  if (
    tail !== null &&
    values[tail] === null &&
    plan.captures[tail].type === 'datetime' &&
    beginsAsDatetime.test(texts[tail])
  )
    raise(problems.unsupported('parse of a datetime with text behind it', plan.span));
  return plan.strict && values.some((value) => value === null) ? null : values;
}

function timeIn(text: string, type: ScalarType, plan: PlanOf<'parse'>): string {
  return (
    timeBeforeStar(text, type as 'datetime' | 'timespan') ??
    raise(problems.unsupported(`parse of a ${type} before * that runs into the text behind it`, plan.span))
  );
}

/** The engine reads a datetime at the end of a pattern out of a longer text; how long it may be is not known. */
const beginsAsDatetime = /^\s*(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{1,4})/;
