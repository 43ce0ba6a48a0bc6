import type { PredicateGroup, PredicateTree } from '../../analysis/index.js';
import { link } from './link.js';
import { type OperatorBadge, operatorBadge, valueText } from './operator.js';

/** A condition as a nested list: groups say how many of their parts must hold. */
export interface ConditionNode {
  readonly group?: { readonly words: string; readonly not: boolean; readonly parts: readonly ConditionNode[] };
  readonly test?: {
    readonly field: string;
    /** The page of the field; none of a threshold, which is of this rule only. */
    readonly href?: string;
    /** What the query calls the field there. */
    readonly column?: string;
    readonly operator: OperatorBadge;
    readonly shown: readonly string[];
    readonly folded: readonly string[];
    readonly case: string;
  };
  /** The test, or the other part, must not hold. */
  readonly negated?: boolean;
  /** A part that compares no field with constants, as written. */
  readonly other?: string;
}

const valuesShown = 3;
const groupWords = { and: 'all of', or: 'any of', not: 'not' };

/** A stage's condition as the page lists it. */
export function conditionNode(tree: PredicateTree): ConditionNode {
  switch (tree.is) {
    case 'opaque':
      return { other: tree.text };
    case 'predicate': {
      const values = tree.values.map(valueText);
      return {
        test: {
          field: tree.field,
          ...(tree.threshold ? {} : { href: link.field(tree.field) }),
          ...(tree.column === undefined ? {} : { column: tree.column }),
          operator: operatorBadge(tree.kind),
          shown: values.length > valuesShown + 1 ? values.slice(0, valuesShown) : values,
          folded: values.length > valuesShown + 1 ? values.slice(valuesShown) : [],
          case: tree.cased === undefined ? '' : tree.cased ? 'case-sensitive' : 'any case',
        },
      };
    }
    default: {
      const parts = flat(tree).map(conditionNode);
      const [only] = parts;
      if (tree.is === 'not' && parts.length === 1 && !only.group && !only.negated) return { ...only, negated: true };
      return { group: { words: groupWords[tree.is], not: tree.is === 'not', parts } };
    }
  }
}

/** The parts of a group, with those of groups of the same kind inside it: `a and (b and c)` is one list. */
function flat(group: PredicateGroup): readonly PredicateTree[] {
  if (group.is === 'not') return group.parts;
  return group.parts.flatMap((part) => (part.is === group.is ? flat(part as PredicateGroup) : [part]));
}
