import type { OperatorBinding } from '../plan/registry.js';
import type { Call, Expression } from '../syntax/nodes.js';
import { shared } from './fork.js';
import { columnNameOf, piped } from './inputs.js';
import { bindSummarize } from './summarize.js';

/**
 * Several results: what `with` makes of the rows, then how often each value of each column comes.
 * @see https://learn.microsoft.com/kusto/query/facet-operator
 */
export const bindFacet: OperatorBinding<'facet'> = (syntax, given, scope, binder) => {
  const { span } = syntax;
  const input = shared(piped(given, 'facet', span), binder.freshId());
  const filtered =
    syntax.body === null ? [] : [{ name: 'Results', plan: binder.operators(syntax.body, input, scope.inner()).plan }];
  const counts = syntax.by.map((column, i) => {
    const count: Call = { is: 'call', name: 'count', nameSpan: span, arguments: [], span };
    const name = `count_${columnNameOf(column, input, binder)}`;
    const aggregate: Expression = { is: 'named', names: [{ name, span }], compound: false, value: count, span };
    const summarize = { is: 'summarize', aggregates: [aggregate], by: [column], parameters: [], span } as const;
    return { name: `Facet${i === 0 ? '' : `_${i + 1}`}`, plan: bindSummarize(summarize, input, scope, binder).plan };
  });
  const branches = [...filtered, ...counts];
  const { columns, serialized } = branches[0].plan;
  return { plan: { kind: 'results', branches, columns, serialized, span }, open: [] };
};
