import type { ExpandColumn, Expression, PatternPart, ScanStep, TopNestedClause } from './nodes.js';
import { column, expressions, optionalExpression, ordered, scalarType } from './parts.js';
import type { Translator } from './translator.js';
import { items, nameOf, optional, part, spanOf, type Tree, word } from './tree.js';

/** The `by` of `summarize`; its old `bin=` is kept as an unknown. */
export function summarizeBy(clause: Tree | null, to: Translator): Expression[] | null {
  if (clause === null) return null;
  const bin = optional(clause, 'BinClause');
  const by = expressions(clause, 'Expressions', to);
  return bin === null ? by : [...by, { is: 'unknown', construct: 'summarize by ... bin=', span: spanOf(bin) }];
}

/** The conditions of `join` and `lookup`. */
export function joinOn(clause: Tree | null, to: Translator): Expression[] {
  if (clause === null) return [];
  if (to.kindOf(clause) === 'JoinOnClause') return expressions(clause, 'Expressions', to);
  return [{ is: 'unknown', construct: 'join ... where', span: spanOf(clause) }];
}

/** One level of `top-nested`. */
export function topNestedClause(node: Tree, to: Translator): TopNestedClause {
  const by = ordered(part(node, 'ByExpression'), to);
  return {
    count: optionalExpression(node, 'Expression', to),
    of: to.expression(part(node, 'OfExpression')),
    others: optionalExpression(optional(node, 'WithOthersClause'), 'Expression', to),
    by: by.value,
    ...(by.direction && { direction: by.direction }),
    span: spanOf(node),
  };
}

/** The columns of `mv-expand` and `mv-apply`. */
export function expandColumns(node: Tree, to: Translator): ExpandColumn[] {
  return items(node, 'Expressions').map((item) => {
    const clause = optional(item, 'ToTypeOf');
    const [type] = items(clause && part(clause, 'TypeOf'), 'Types');
    return {
      value: to.expression(part(item, 'Expression')),
      type: type ? scalarType(type, to) : null,
      span: spanOf(item),
    };
  });
}

/** The `id` of `mv-apply` as typed. */
export function contextId(clause: Tree | null, to: Translator): string | null {
  if (clause === null) return null;
  const { start, end } = spanOf(part(clause, 'Id'));
  return to.text.slice(start, end);
}

/** The pattern of `parse` and `parse-where`. */
export function pattern(node: Tree, to: Translator): PatternPart[] {
  return items(node, 'Patterns').map((item): PatternPart => {
    const span = spanOf(item);
    switch (to.kindOf(item)) {
      case 'StarExpression':
        return { is: 'star', span };
      case 'NameAndTypeDeclaration':
        return { is: 'capture', ...column(item, to) };
      case 'NameDeclaration':
        return { is: 'capture', name: nameOf(item), type: null, span };
      default:
        return { is: 'text', value: to.expression(item), span };
    }
  });
}

/** One step of `scan`. */
export function scanStep(node: Tree, to: Translator): ScanStep {
  const output = optional(node, 'ScanStepOutput');
  return {
    name: nameOf(part(node, 'Name')),
    optional: optional(node, 'OptionalKeyword') !== null,
    output: output && (word(output, 'OutputKind') as ScanStep['output']),
    condition: to.expression(part(node, 'Condition')),
    assignments: items(optional(node, 'ComputationClause'), 'Assignments').map((item) => ({
      name: nameOf(part(item, 'Name')),
      value: to.expression(part(item, 'Expression')),
      span: spanOf(item),
    })),
    span: spanOf(node),
  };
}
