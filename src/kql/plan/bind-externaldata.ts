import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { ExternalData } from '../syntax/nodes.js';
import { bindScalar } from './bind-scalar.js';
import type { Binder } from './binder.js';
import { type Relation, Scope } from './scope.js';

/**
 * Records given for the addresses that the query names; nothing is ever fetched.
 * @see https://learn.microsoft.com/kusto/query/externaldata-operator
 */
export function bindExternaldata({ columns, uris, span }: ExternalData, binder: Binder): Relation {
  const addresses = uris.map((uri) => {
    const bound = bindScalar(uri, null, Scope.root(), binder);
    if (bound.is !== 'literal' || bound.type !== 'string') return raise(problems.notConstant('externaldata', uri.span));
    const address = String(bound.value);
    if (!binder.catalog.external(address))
      raise(problems.unsupported('externaldata', uri.span, `no records were given for ${shown(address)}`));
    return address;
  });
  const declared = columns.map(({ name, type }) => ({ name, type }));
  return { plan: { kind: 'externaldata', addresses, columns: declared, serialized: false, span }, open: [] };
}

/** An address without its query, which may hold a secret. */
const shown = (address: string) => address.replace(/[?;].*$/s, '');
