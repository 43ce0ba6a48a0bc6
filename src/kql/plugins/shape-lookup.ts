import { FreeNames } from '../plan/naming.js';
import type { Plan } from '../plan/nodes.js';
import type { Plugin } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { named } from '../scalar-functions/geospatial/geo-function.js';
import { type Column, gather, valueReader } from '../types/column.js';
import { type Batch, gatherBatch } from '../types/table.js';
import type { Json } from '../types/value.js';
import type { PluginCall } from './call.js';
import { plugin } from './plugin.js';

/** Whether a place belongs to the shape that this was made of. */
export type Belongs = (longitude: number, latitude: number) => boolean;

/** How the lookup of one kind of shapes differs. */
interface Kind {
  readonly summary: string;
  readonly gap: string;
  /** Whether a radius must be given. */
  readonly needsRadius: boolean;
  /** Reads a shape; null where it is none. */
  readonly read: (shape: Json, radius: number | null) => Belongs | null;
}

interface Given {
  readonly lookup: Plan;
  readonly lookupKey: string;
  readonly longitude: string;
  readonly latitude: string;
  readonly radius: number | null;
  readonly unmatched: boolean;
  /** The columns of the lookup table that the result has. */
  readonly added: readonly string[];
}

/** A lookup of places in a table of shapes. */
export function shapeLookup(name: string, kind: Kind): Plugin {
  return plugin<Given>(name, {
    summary: kind.summary,
    gap: kind.gap,
    bind: (call) => bindLookup(call, kind),
    *run({ lookup, lookupKey, longitude, latitude, radius, unmatched, added }, input, execution) {
      const rows = execution.collect(lookup);
      const shape = valueReader(columnOf(lookup, lookupKey, rows));
      const shapes = Array.from({ length: rows.length }, (_, row) =>
        named(name, () => kind.read(shape(row) as Json, radius)),
      );
      for (const batch of execution.run(input)) {
        const [x, y] = [longitude, latitude].map((column) => valueReader(columnOf(input, column, batch)));
        const pairs: [number[], number[]] = [[], []];
        for (let row = 0; row < batch.length; row++) {
          const [lng, lat] = [x(row), y(row)];
          const found = [...shapes.keys()].filter(
            (i) => lng !== null && lat !== null && shapes[i]?.(Number(lng), Number(lat)) === true,
          );
          for (const match of found.length === 0 && unmatched ? [-1] : found) {
            pairs[0].push(row);
            pairs[1].push(match);
          }
        }
        execution.spend(batch.length * rows.length);
        if (pairs[0].length === 0) continue;
        const matched = Int32Array.from(pairs[1]);
        const source = gatherBatch(batch, Int32Array.from(pairs[0]));
        const columns = added.map((column) => gather(columnOf(lookup, column, rows), matched));
        yield { length: matched.length, columns: [...source.columns, ...columns] };
      }
    },
  });
}

function bindLookup(call: PluginCall, { needsRadius }: Kind) {
  call.expect(needsRadius ? 5 : 4, 8, ['radius', 'return_unmatched', 'lookup_area_radius', 'return_lookup_key']);
  const lookup = call.table(call.required(0));
  const lookupKey = call.column(call.required(1), 'dynamic', lookup).name;
  const [longitude, latitude] = [2, 3].map((at) => call.column(call.required(at), 'real').name);
  const flag = (at: number, name: string) => {
    const given = call.argument(at, name);
    return given !== undefined && call.literal(given, 'bool') === true;
  };
  const radius = radiusOf(call);
  if (radius === null && needsRadius) raise(problems.badArgument(call.name, 'a radius', call.span));
  const returnKey = flag(7, 'return_lookup_key');
  const names = new FreeNames();
  const added = lookup.plan.columns.filter(({ name }) => returnKey || name !== lookupKey);
  return {
    columns: [...call.input.plan.columns, ...added].map(({ name, type }) => ({ name: names.take(name), type })),
    given: {
      lookup: lookup.plan,
      lookupKey,
      longitude,
      latitude,
      radius,
      unmatched: flag(5, 'return_unmatched'),
      added: added.map(({ name }) => name),
    },
    open: [...call.input.open, ...lookup.open],
  };
}

/** The radius in metres; null where none is given. */
function radiusOf(call: PluginCall): number | null {
  const given = call.argument(4, 'radius');
  if (given === undefined) return null;
  const bound = call.constant(given);
  if (bound.type !== 'int' && bound.type !== 'long') return call.literal(given, 'real') as number | null;
  return Number(call.literal(given, bound.type));
}

function columnOf(plan: Plan, name: string, rows: Batch): Column {
  return rows.columns[plan.columns.findIndex((column) => column.name === name)];
}
