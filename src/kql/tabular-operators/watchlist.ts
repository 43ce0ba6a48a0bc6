import { bindScalar } from '../plan/bind-scalar.js';
import type { TabularBinding } from '../plan/registry.js';
import { watchlistTable } from '../plan/watchlists.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';

/** The items of a watchlist; one that nobody gave is a table without rows. @see https://learn.microsoft.com/azure/sentinel/watchlists-queries */
export const bindWatchlist: TabularBinding = (call, scope, binder) => {
  const [argument] = call.arguments;
  if (argument === undefined || call.arguments.length !== 1)
    return raise(problems.wrongCount(call.name, 1, 1, call.arguments.length, call.span));
  const alias = bindScalar(argument.value, null, scope, binder);
  return alias.is === 'literal' && alias.type === 'string'
    ? binder.tableOfCatalog(watchlistTable(String(alias.value)), call.span)
    : raise(problems.notConstant(call.name, alias.span));
};

/** The aliases of all watchlists, which nobody here knows. */
export const refuseWatchlistAlias: TabularBinding = (call) =>
  raise(problems.unsupported(call.name, call.nameSpan, 'there is no list of watchlists'));
