import type { GraphOutput, GraphPatternPart, Operator } from './nodes.js';
import { parameters, subquery } from './parts.js';
import type { Translator } from './translator.js';
import { items, nameOf, optional, part, spanOf, type Tree, word } from './tree.js';

type OperatorOf<Kind extends Operator['is']> = Omit<Extract<Operator, { is: Kind }>, 'span' | 'parameters'>;

/** `make-graph a --> b with N on id partitioned-by p (...)` */
export function makeGraph(node: Tree, to: Translator): OperatorOf<'make-graph'> | OperatorOf<'unknown'> {
  if (word(node, 'DirectionToken') !== '-->')
    return { is: 'unknown', construct: `make-graph ${word(node, 'DirectionToken')}` };
  const clause = optional(node, 'WithClause');
  const implicit = clause !== null && to.kindOf(clause) === 'MakeGraphWithImplicitIdClause';
  const partition = optional(node, 'PartitionedByClause');
  return {
    is: 'make-graph',
    source: to.expression(part(node, 'SourceColumn')),
    target: to.expression(part(node, 'TargetColumn')),
    nodes: items(implicit ? null : clause, 'TablesAndKeys').map((each) => ({
      table: to.expression(part(each, 'Table')),
      id: to.expression(part(each, 'Column')),
    })),
    nodeId: implicit ? nameOf(part(clause, 'Name')) : null,
    partition: partition && {
      by: to.expression(part(partition, 'Entity')),
      body: subquery(part(partition, 'Subquery'), to),
    },
  };
}

/** One sequence of nodes and edges: `(a)-[e*1..3]->(b)`. */
export function graphPattern(node: Tree, to: Translator): GraphPatternPart[] {
  return items(node, 'PatternElements').map((each): GraphPatternPart => {
    const named = optional(each, 'Name');
    const name = named && nameOf(named);
    const span = spanOf(each);
    if (to.kindOf(each) === 'GraphMatchPatternNode') return { is: 'node', name, span };
    const left = word(each, 'FirstToken').startsWith('<');
    const right = [word(each, 'FirstToken'), word(each, 'LastToken')].some((token) => token.endsWith('>'));
    const range = optional(each, 'Range');
    return {
      is: 'edge',
      name,
      direction: left === right ? 'any' : left ? 'left' : 'right',
      range: range && {
        from: to.expression(part(range, 'RangeStart')),
        to: to.expression(part(range, 'RangeEnd')),
      },
      span,
    };
  });
}

/** `nodes as N with_node_id=id` */
export function graphOutput(node: Tree, to: Translator): GraphOutput {
  const as = optional(node, 'AsClause');
  return {
    of: word(node, 'EntityKeyword') === 'nodes' ? 'nodes' : 'edges',
    as: as && nameOf(part(as, 'Name')),
    parameters: parameters(node, 'Parameters', to),
    span: spanOf(node),
  };
}
