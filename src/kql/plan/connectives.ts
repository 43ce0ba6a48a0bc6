import type { Bound } from './nodes.js';

/** The parts of a chain of `and` or `or`; an expression that is none is its only part. */
export function partsOf(connective: 'and' | 'or', bound: Bound): readonly Bound[] {
  return bound.is === 'call' && bound.function === connective
    ? bound.arguments.flatMap((each) => partsOf(connective, each))
    : [bound];
}
