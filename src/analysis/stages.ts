import { invariant } from '../base/invariant.js';
import type { Span } from '../base/span.js';
import type { Expression, Operator, Statement, Token } from '../kql/index.js';
import { allOf } from './conditions.js';
import type { JoinKey, PredicateTree, Stage } from './model.js';
import { wordsOf } from './stage-words.js';

/** A stage with the syntax that it holds. */
export interface Section extends Omit<Stage, 'predicates' | 'keys'> {
  readonly parts: readonly (Statement | Expression | Operator)[];
}

/** Operators of which several in a row do one thing. */
const FOLDED = new Set(['where', 'extend', 'parse', 'mv-expand', 'project-away', 'project-rename', 'project-reorder']);

interface Beginning {
  readonly kind: string;
  readonly start: number;
  readonly steps: number;
  readonly parts: Section['parts'];
}

/** Cuts a query into its stages: every character belongs to just one. */
export function sectionsOf(
  text: string,
  statements: readonly Statement[],
  tokens: readonly Token[],
): readonly Section[] {
  if (text === '') return [];
  const last = statements.findLastIndex((statement) => statement.is === 'expression');
  const main = statements[last];
  const before = last < 0 ? statements : statements.slice(0, last);
  const beginnings: Beginning[] =
    before.length === 0 ? [] : [{ kind: 'let', start: 0, steps: before.length, parts: before }];
  if (main?.is === 'expression') beginnings.push(...pipelineStages(text, main.value, main.span, tokens));
  if (beginnings.length === 0) beginnings.push({ kind: 'source', start: 0, steps: 1, parts: [] });
  return beginnings.map(({ kind, start, steps, parts }, index) => {
    const span = { start: index === 0 ? 0 : start, end: beginnings[index + 1]?.start ?? text.length };
    const words = wordsOf(kind, parts, text);
    return { index, kind, text: text.slice(span.start, span.end), span, steps, words, parts };
  });
}

/** The stage as the model has it, with the conditions of its operators and what its joins match by. */
export function stageOf(
  { parts, ...stage }: Section,
  traced: {
    readonly conditions: ReadonlyMap<Section['parts'][number], PredicateTree>;
    readonly keys: ReadonlyMap<Section['parts'][number], readonly JoinKey[]>;
  },
): Stage {
  const conditions = parts.flatMap((part) => traced.conditions.get(part) ?? []);
  const keys = parts.flatMap((part) => traced.keys.get(part) ?? []);
  return {
    ...stage,
    ...(conditions.length > 0 && { predicates: allOf(conditions) }),
    ...(keys.length > 0 && { keys }),
  };
}

function pipelineStages(text: string, value: Expression, { start }: Span, tokens: readonly Token[]): Beginning[] {
  if (value.is !== 'pipeline') return [{ kind: 'source', start, steps: 1, parts: [value] }];
  const operators = [...value.operators];
  const source = value.source ?? operators.shift();
  invariant(source, 'a pipeline without source begins with an operator');
  const stages: Beginning[] = [{ kind: 'source', start, steps: 1, parts: [source] }];
  let end = source.span.end;
  for (const operator of operators) {
    const before = stages[stages.length - 1];
    if (before.kind === operator.is && FOLDED.has(operator.is)) {
      stages[stages.length - 1] = { ...before, steps: before.steps + 1, parts: [...before.parts, operator] };
    } else {
      stages.push({
        kind: operator.is,
        start: barBehind(text, end, operator.span.start, tokens),
        steps: 1,
        parts: [operator],
      });
    }
    end = operator.span.end;
  }
  return stages;
}

/** The bar between two operators, which a comment there may hold too. */
function barBehind(text: string, from: number, to: number, tokens: readonly Token[]): number {
  for (let bar = text.indexOf('|', from); bar >= 0 && bar < to; bar = text.indexOf('|', bar + 1)) {
    if (!tokens.some((token) => token.class === 'cm' && token.span.start <= bar && bar < token.span.end)) return bar;
  }
  return to;
}
