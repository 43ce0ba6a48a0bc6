import type { OperatorBinding } from '../plan/registry.js';
import { extended } from './extend.js';
import { piped, withOrder } from './inputs.js';

/**
 * Declares that the rows' order counts, so that window functions may stand behind it.
 * @see https://learn.microsoft.com/kusto/query/serialize-operator
 */
export const bindSerialize: OperatorBinding<'serialize'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'serialize', syntax.span);
  const ordered = { ...input, plan: withOrder(input.plan, true) };
  return syntax.columns.length === 0 ? ordered : extended(ordered, syntax.columns, syntax.span, scope, binder);
};
