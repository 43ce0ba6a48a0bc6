import type { OperatorBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { ColumnDeclaration } from '../types/table.js';
import { choiceParameter, wordParameter } from './inputs.js';
import { graphBefore, graphRelation } from './make-graph.js';

/**
 * Gives each node the number of its component as one more property.
 * @see https://learn.microsoft.com/kusto/query/graph-mark-components-operator
 */
export const bindGraphMarkComponents: OperatorBinding<'graph-mark-components'> = (syntax, given) => {
  const { parameters, span } = syntax;
  const { plan, nodes, edges } = graphBefore(given, 'graph-mark-components', span);
  const components = choiceParameter(parameters, 'kind', ['weak', 'strong'] as const, 'weak');
  const name = wordParameter(parameters, 'with_component_id')?.word ?? 'ComponentId';
  if (plan.columns.some((column) => column.name === name)) raise(problems.duplicateColumn(name, span));
  const columns: ColumnDeclaration[] = [...plan.columns, { name, type: 'long' }];
  return graphRelation({ is: 'marked', graph: plan, components, columns }, edges, nodes.open, span);
};
