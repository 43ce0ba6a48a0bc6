import type { OperatorBinding } from '../plan/registry.js';
import { bindDistinct } from './distinct.js';
import { piped, rowCount } from './inputs.js';

/**
 * Some of the different values of a column; which ones is the engine's choice, ours are drawn as `sample` does.
 * @see https://learn.microsoft.com/kusto/query/sample-distinct-operator
 */
export const bindSampleDistinct: OperatorBinding<'sample-distinct'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'sample-distinct', syntax.span);
  const { span } = syntax;
  const count = rowCount(syntax.count, scope, binder);
  const { plan } = bindDistinct({ is: 'distinct', columns: [syntax.of], parameters: [], span }, input, scope, binder);
  return { plan: { kind: 'sample', input: plan, count, columns: plan.columns, serialized: false, span }, open: [] };
};
