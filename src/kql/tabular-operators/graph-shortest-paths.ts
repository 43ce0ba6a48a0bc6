import type { OperatorBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { bindSearch } from './graph-match.js';
import { patternOf } from './graph-pattern.js';
import { choiceParameter } from './inputs.js';

/**
 * For all nodes that the nodes of the pattern can be, one or all of the shortest paths. A path goes through no node twice.
 * @see https://learn.microsoft.com/kusto/query/graph-shortest-paths-operator
 */
export const bindGraphShortestPaths: OperatorBinding<'graph-shortest-paths'> = (syntax, given, scope, binder) => {
  const { parameters, patterns, span } = syntax;
  const output = choiceParameter(parameters, 'output', ['any', 'all'] as const, 'any');
  if (patterns.length > 1 || !patterns[0].some((part) => part.is === 'edge' && part.range !== null))
    raise(problems.failed('TT-PATTERN', 'A path is one sequence with an edge of variable length.', span));
  const pattern = patternOf(patterns, scope, binder);
  if (pattern.ring !== null) raise(problems.unsupported('graph-shortest-paths of a pattern that is a cycle', span));
  if (pattern.edges.every(({ min }) => min === 0))
    raise(problems.unsupported('graph-shortest-paths of a path that may have no edge', span));
  if (pattern.nodeCount > 2 && pattern.variables.filter(({ is }) => is === 'node').length < pattern.nodeCount)
    raise(problems.unsupported('graph-shortest-paths through a node without a name', span));
  const paths = output === 'all' ? 'shortest' : 'any-shortest';
  return bindSearch(syntax, pattern, { cycles: 'none', paths }, given, scope, binder);
};
