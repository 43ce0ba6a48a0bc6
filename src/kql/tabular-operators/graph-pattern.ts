import { bindScalar } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { isConstant, literalValue } from '../plan/literals.js';
import type { GraphPatternEdge, GraphVariable } from '../plan/nodes.js';
import type { Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression, GraphPatternPart } from '../syntax/nodes.js';

/** A pattern with its places numbered: nodes of one name are one place. */
export interface Pattern {
  readonly nodeCount: number;
  readonly edges: readonly GraphPatternEdge[];
  readonly variables: readonly GraphVariable[];
  /** The cycle that its edges form: of edges of one length between different nodes, one edge of variable length alone, or another. */
  readonly ring: 'fixed' | 'path' | 'mixed' | null;
}

/** Numbers the nodes and edges of a pattern. */
export function patternOf(sequences: readonly (readonly GraphPatternPart[])[], scope: Scope, binder: Binder): Pattern {
  const variables: GraphVariable[] = [];
  const edges: GraphPatternEdge[] = [];
  let nodeCount = 0;
  const nodeAt = ({ name, span }: GraphPatternPart): number => {
    const known = variables.find((variable) => variable.name === name);
    if (known !== undefined && known.is !== 'node') return raise(problems.duplicateColumn(known.name, span));
    if (known !== undefined) return known.at;
    if (name !== null) variables.push({ name, is: 'node', at: nodeCount });
    return nodeCount++;
  };
  for (const sequence of sequences) {
    const places = sequence.map((part) => (part.is === 'node' ? nodeAt(part) : -1));
    for (const [i, part] of sequence.entries()) {
      if (part.is === 'node') continue;
      const { name, direction, range, span } = part;
      if (name !== null && variables.some((variable) => variable.name === name))
        raise(problems.duplicateColumn(name, span));
      if (name !== null) variables.push({ name, is: range === null ? 'edge' : 'path', at: edges.length });
      const min = range === null ? 1 : repetition(range.from, scope, binder);
      const max = range === null ? 1 : repetition(range.to, scope, binder);
      if (min > max) raise(problems.badArgument('*', 'a range that does not end before it begins', span));
      edges.push({ from: places[i - 1], to: places[i + 1], direction, min, max });
    }
  }
  const pieces = piecesOf(nodeCount, edges);
  if (pieces > 1)
    raise(problems.failed('TT-PATTERN', 'The sequences of a graph pattern must share nodes.', sequences[1][0].span));
  const hasRange = sequences.flat().some((part) => part.is === 'edge' && part.range !== null);
  return { nodeCount, edges, variables, ring: ringOf(nodeCount, edges, hasRange) };
}

function ringOf(nodeCount: number, edges: readonly GraphPatternEdge[], hasRange: boolean): Pattern['ring'] {
  if (edges.length < nodeCount) return null;
  if (!hasRange) return edges.every(({ from, to }) => from !== to) ? 'fixed' : 'mixed';
  return edges.length === 1 && edges[0].min > 0 ? 'path' : 'mixed';
}

function repetition(expression: Expression, scope: Scope, binder: Binder): number {
  const bound = bindScalar(expression, null, scope, binder);
  const value = bound.is === 'literal' ? Number(literalValue(bound)) : Number.NaN;
  if (!isConstant(bound) || !Number.isSafeInteger(value) || value < 0)
    return raise(problems.badArgument('*', 'whole numbers from 0 on', expression.span));
  return value;
}

/** How many pieces a pattern falls into. */
function piecesOf(nodeCount: number, edges: readonly GraphPatternEdge[]): number {
  const piece = Array.from({ length: nodeCount }, (_, node) => node);
  for (const { from, to } of edges) {
    const [old, joined] = [piece[from], piece[to]];
    for (const node of piece.keys()) if (piece[node] === old) piece[node] = joined;
  }
  return new Set(piece).size;
}
