import type { JoinKey } from '../../analysis/index.js';
import type { Span } from '../../base/span.js';
import type { RuleModel } from '../../corpus/index.js';
import { type QueryLine, queryLines } from './kql-lines.js';
import { type ConditionNode, conditionNode } from './predicates.js';

/** The text of a stage; what is long is folded. */
export interface StageText {
  readonly lines: readonly QueryLine[];
  readonly folded: readonly QueryLine[];
}

/** A stage as a knot of the thread. */
export interface StageItem extends StageText {
  readonly index: number;
  /** From 1, as people count. */
  readonly ordinal: number;
  readonly kind: string;
  /** What it does, in a sentence. */
  readonly words: string;
  readonly times?: number;
  readonly from: number;
  readonly to?: number;
  readonly condition?: ConditionNode;
  /** What the sides of its joins must have in common. */
  readonly keys: readonly JoinKey[];
}

const linesShown = 8;

/** The item of a rule's stage. */
export function stageItem(rule: RuleModel, stage: RuleModel['stages'][number], ordinal: number): StageItem {
  const lines = queryLines(rule.body, rule.tokens, stage.span);
  const from = lines[0].number;
  const to = lines[lines.length - 1].number;
  return {
    index: stage.index,
    ordinal,
    kind: stage.kind,
    words: stage.words,
    ...(stage.steps > 1 ? { times: stage.steps } : {}),
    from,
    ...(to > from ? { to } : {}),
    ...folded(lines),
    keys: stage.keys ?? [],
    ...(stage.predicates === undefined ? {} : { condition: conditionNode(stage.predicates) }),
  };
}

/** The text of a stage that an evaluation names, coloured where it is the rule's own, with the parts to be marked. */
export function stageText(
  rule: RuleModel,
  { index, text }: { readonly index: number; readonly text: string },
  marks: readonly Span[] = [],
): StageText {
  const own = rule.stages.find((stage) => stage.index === index && stage.text === text);
  return folded(own ? queryLines(rule.body, rule.tokens, own.span, marks) : queryLines(text, []));
}

function folded(lines: readonly QueryLine[]): StageText {
  const fold = lines.length > linesShown + 2;
  return { lines: fold ? lines.slice(0, linesShown) : lines, folded: fold ? lines.slice(linesShown) : [] };
}
