import { FreeNames } from '../plan/naming.js';
import type { Plan } from '../plan/nodes.js';
import type { Plugin } from '../plan/registry.js';
import type { Relation } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { type Column, gather, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import type { ScalarType } from '../types/scalar-type.js';
import { type Batch, gatherBatch } from '../types/table.js';
import type { PluginCall } from './call.js';
import { type Network, NetworkIndex } from './network.js';
import { plugin } from './plugin.js';

/** How the lookup of one kind of addresses differs. */
interface Kind {
  readonly summary: string;
  readonly read: (text: string) => Network | null;
  /** Whose columns come first, as the documentation prints them. */
  readonly first: 'source' | 'lookup';
  /** Whether further columns may have to be equal. */
  readonly extraKeys: boolean;
}

interface Given {
  readonly lookup: Plan;
  readonly sourceKey: string;
  readonly lookupKey: string;
  readonly extraKeys: readonly string[];
  readonly unmatched: boolean;
  /** Where each result column comes from. */
  readonly from: readonly { readonly side: 'source' | 'lookup'; readonly name: string }[];
}

/** A lookup of addresses in a table of networks. */
export function addressLookup(name: string, kind: Kind): Plugin {
  return plugin<Given>(name, {
    summary: kind.summary,
    gap: 'a source network that is wider than a network of the lookup table',
    bind: (call) => bindLookup(call, kind),
    *run(given, input, execution) {
      const lookup = execution.collect(given.lookup);
      const index = indexOf(given, lookup, kind);
      const keys = new GroupIndex(typesOf(given.lookup, given.extraKeys));
      const lookupGroups = keys.assign(columnsOf(given.lookup, given.extraKeys, lookup), lookup.length);
      const { sourceKey, extraKeys, from } = given;
      for (const batch of execution.run(input)) {
        const [addresses] = columnsOf(input, [sourceKey], batch).map(valueReader);
        const groups = keys.find(columnsOf(input, extraKeys, batch), batch.length);
        const rows: [number[], number[]] = [[], []];
        for (let row = 0; row < batch.length; row++) {
          const address = kind.read(String(addresses(row) ?? ''));
          const found = address === null ? [] : index.find(address);
          if (found === null)
            raise(
              problems.unsupported(name, undefined, `'${addresses(row)}' is wider than a network it is looked up in`),
            );
          const matches = found.filter((match) => extraKeys.length === 0 || lookupGroups[match] === groups[row]);
          for (const match of matches.length === 0 && given.unmatched ? [-1] : matches) {
            rows[0].push(row);
            rows[1].push(match);
          }
        }
        if (rows[0].length === 0) continue;
        execution.spend(rows[0].length);
        const source = gatherBatch(batch, Int32Array.from(rows[0]));
        const matched = Int32Array.from(rows[1]);
        const columns = from.map(({ side, name: column }) =>
          side === 'source'
            ? columnsOf(input, [column], source)[0]
            : gather(columnsOf(given.lookup, [column], lookup)[0], matched),
        );
        yield { length: matched.length, columns };
      }
    },
  });
}

function bindLookup(call: PluginCall, { first, extraKeys: allowsExtra }: Kind) {
  call.expect(3, Number.POSITIVE_INFINITY, ['return_unmatched']);
  const lookup = call.table(call.required(0));
  const sourceKey = addressColumn(call, 1, call.input);
  const lookupKey = addressColumn(call, 2, lookup);
  const rest = call.positional.slice(3);
  const flag = isFlag(rest.at(-1)) ? rest.pop() : call.argument(Number.POSITIVE_INFINITY, 'return_unmatched');
  if (rest.length > 0 && !allowsExtra) raise(problems.wrongCount(call.name, 3, 4, rest.length + 4, call.span));
  const extraKeys = rest.map((each) => {
    const { type } = call.column(each, undefined, lookup);
    return call.column(each, type).name;
  });
  const added = lookup.plan.columns.filter(({ name }) => !extraKeys.includes(name));
  const sides = {
    source: call.input.plan.columns.map((column) => ({ ...column, side: 'source' as const })),
    lookup: added.map((column) => ({ ...column, side: 'lookup' as const })),
  };
  const all = first === 'source' ? [...sides.source, ...sides.lookup] : [...sides.lookup, ...sides.source];
  const names = new FreeNames();
  return {
    columns: all.map(({ name, type }) => ({ name: names.take(name), type })),
    given: {
      lookup: lookup.plan,
      sourceKey,
      lookupKey,
      extraKeys,
      unmatched: flag !== undefined && call.literal(flag, 'bool') === true,
      from: all.map(({ side, name }) => ({ side, name })),
    },
    open: [...call.input.open, ...lookup.open],
  };
}

/** A column of strings, or of dynamics that hold some. */
function addressColumn(call: PluginCall, at: number, table: Relation): string {
  const { name, type, span } = call.column(call.required(at), undefined, table);
  return type === 'string' || type === 'dynamic' ? name : raise(problems.wrongType('string', type, span));
}

function isFlag(expression: Expression | undefined): boolean {
  return expression?.is === 'literal' && expression.type === 'bool';
}

function indexOf({ lookup, lookupKey }: Given, rows: Batch, { read }: Kind): NetworkIndex {
  const index = new NetworkIndex();
  const text = valueReader(columnsOf(lookup, [lookupKey], rows)[0]);
  for (let row = 0; row < rows.length; row++) {
    const network = read(String(text(row) ?? ''));
    if (network !== null) index.add(network, row);
  }
  return index;
}

function columnsOf(plan: Plan, names: readonly string[], rows: Batch): Column[] {
  return names.map((name) => rows.columns[plan.columns.findIndex((column) => column.name === name)]);
}

function typesOf(plan: Plan, names: readonly string[]): ScalarType[] {
  return names.flatMap((name) => plan.columns.find((column) => column.name === name)?.type ?? []);
}
