import { type ScalarBinding, scalarFunction } from '../../plan/definitions.js';
import * as problems from '../../problems.js';
import { raise } from '../../problems.js';

/** The operator whose pattern is being bound knows what its elements are. */
const bind: ScalarBinding = (call, rows, _scope, binder) => {
  if (rows?.pattern !== undefined) return rows.pattern.call(call);
  if (binder.registry.aggregates.has(call.name)) return raise(problems.aggregateOutside(call.name, call.nameSpan));
  return raise(
    problems.failed('KS109', `'${call.name}' can only stand in graph-match and graph-shortest-paths.`, call.nameSpan),
  );
};

const ofElements = (name: string, summary: string, gap?: string) =>
  scalarFunction(name, { summary, overloads: [], bind, ...(gap && { gap }) });

/**
 * Functions of the elements of a graph pattern.
 * @see https://learn.microsoft.com/kusto/query/all-graph-function
 * @see https://learn.microsoft.com/kusto/query/any-graph-function
 * @see https://learn.microsoft.com/kusto/query/map-graph-function
 * @see https://learn.microsoft.com/kusto/query/inner-nodes-graph-function
 * @see https://learn.microsoft.com/kusto/query/labels-graph-function
 * @see https://learn.microsoft.com/kusto/query/node-degree-in
 * @see https://learn.microsoft.com/kusto/query/node-degree-out
 * @see https://learn.microsoft.com/kusto/query/node-id
 */
export const graphFunctions = [
  ofElements(
    'all',
    'Whether a condition holds for every edge, or inner node, of an edge of variable length.',
    'Other elements of the pattern inside the condition.',
  ),
  ofElements(
    'any',
    'Whether a condition holds for some edge, or inner node, of an edge of variable length.',
    'Other elements of the pattern inside the condition.',
  ),
  ofElements(
    'map',
    'The values of an expression for the edges, or inner nodes, of an edge of variable length, as an array.',
    'Other elements of the pattern inside the expression.',
  ),
  ofElements('inner_nodes', 'The nodes between the first and the last of an edge of variable length.'),
  ofElements('labels', 'The labels of a node or edge, which only the elements of stored graphs have.'),
  ofElements('node_degree_in', 'How many edges lead to a node.'),
  ofElements('node_degree_out', 'How many edges lead away from a node.'),
  ofElements('node_id', 'The id of a node as text.'),
];
