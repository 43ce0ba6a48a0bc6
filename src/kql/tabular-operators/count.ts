import type { OperatorBinding } from '../plan/registry.js';
import { piped } from './inputs.js';
import { countAll } from './summarize.js';

/** @see https://learn.microsoft.com/kusto/query/count-operator */
export const bindCount: OperatorBinding<'count'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'count', syntax.span);
  return countAll(input, syntax.as ?? 'Count', syntax.span, scope, binder);
};
