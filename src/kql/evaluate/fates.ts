import type { Span } from '../../base/span.js';
import type { Execution } from '../plan/execution.js';
import type { Bound, Plan, PlanOf } from '../plan/nodes.js';
import { type Column, valueReader } from '../types/column.js';
import type { Batch } from '../types/table.js';
import type { Value } from '../types/value.js';
import { Decider, type Deciding } from './deciding.js';
import type { Followed } from './provenance.js';

/** What became of a record: the rows that it reached, or the step where it was lost. */
export interface RecordFate {
  readonly table: string;
  readonly place: number;
  readonly rows?: readonly number[];
  readonly lost?: Lost;
}

export interface Lost {
  readonly step: Span;
  /** The function whose text the spans count in; absent for the query's own. */
  readonly within?: string;
  readonly reason: LostReason;
  readonly deciding?: Deciding;
}

type LostReason =
  | 'where'
  | 'no join partner'
  | 'has a join partner'
  | 'lost in innerunique'
  | 'only compared with'
  | 'cut by top or take'
  | 'nothing to expand'
  | 'does not parse'
  | 'not followed further';

/** Places of records, table by table. */
class Places {
  private readonly byTable = new Map<string, Set<number>>();

  add(table: string, place: number): void {
    const places = this.byTable.get(table);
    if (places === undefined) this.byTable.set(table, new Set([place]));
    else places.add(place);
  }

  has(table: string, place: number): boolean {
    return this.byTable.get(table)?.has(place) === true;
  }

  *[Symbol.iterator](): Generator<[string, number]> {
    for (const [table, places] of this.byTable) for (const place of places) yield [table, place];
  }
}

/** The nodes in which rows are lost; every other one gives all that it is asked for. */
const drops: ReadonlySet<Plan['kind']> = new Set([
  'where',
  'join',
  'mv-expand',
  'mv-apply',
  'input',
  'parse',
  'top',
  'take',
  'sample',
]);

/** Says of every record that some table gave what became of it, from the batches that the nodes of a followed plan gave. */
export class Fates {
  private readonly places = new Map<Followed, Places>();
  /** By table and place. */
  private readonly nearest = new Map<string, Map<number, { readonly depth: number; readonly fate: RecordFate }>>();

  constructor(
    private readonly root: Followed,
    private readonly nodes: readonly Followed[],
    private readonly batches: ReadonlyMap<Plan, readonly Batch[]>,
    private readonly execution: Execution,
    /** Whether to say what decided only of records that came near, lacked a value or were too few. */
    private readonly onlyTelling = false,
  ) {}

  all(): RecordFate[] {
    this.reached();
    const depths = depthsFrom(this.root, this.nodes);
    for (const node of this.nodes) {
      const depth = depths.get(node) ?? Number.MAX_SAFE_INTEGER;
      for (const [side, input] of node.inputs.entries()) this.losses(node, input, side, depth);
    }
    return [...this.nearest.values()].flatMap((of) => Array.from(of.values(), ({ fate }) => fate));
  }

  private reached(): void {
    const reached = new Map<string, Map<number, number[]>>();
    let start = 0;
    for (const batch of this.batches.get(this.root.plan) ?? []) {
      eachMark(this.root, batch, (row, table, place) => {
        const places = reached.get(table) ?? new Map<number, number[]>();
        reached.set(table, places);
        const rows = places.get(place);
        if (rows === undefined) places.set(place, [start + row]);
        else if (rows.at(-1) !== start + row) rows.push(start + row);
      });
      start += batch.length;
    }
    for (const [table, places] of reached)
      for (const [place, rows] of places) this.nearestOf(table).set(place, { depth: -1, fate: { table, place, rows } });
  }

  private nearestOf(table: string) {
    let places = this.nearest.get(table);
    if (places === undefined) {
      places = new Map();
      this.nearest.set(table, places);
    }
    return places;
  }

  /** Notes the records that came into a node and did not leave it. */
  private losses(node: Followed, input: Followed, side: number, depth: number): void {
    const after = node.last === true ? new Places() : this.placesOf(node);
    const explain = this.explainer(node, input, side);
    for (const batch of this.batches.get(input.plan) ?? []) {
      const lostAt = new Map<number, { table: string; place: number }[]>();
      eachMark(input, batch, (row, table, place) => {
        if (after.has(table, place)) return;
        const known = this.nearestOf(table).get(place);
        if (known !== undefined && known.depth <= depth) return;
        const lost = lostAt.get(row) ?? [];
        lostAt.set(row, lost);
        lost.push({ table, place });
      });
      if (lostAt.size === 0) continue;
      const why = explain(batch, Int32Array.from(lostAt.keys()));
      const at = placeOf(drops.has(node.plan.kind) || node.last === true ? node.plan : this.cutter(node));
      for (const [row, records] of lostAt) {
        const lost = { ...at, ...why(row) };
        for (const { table, place } of records)
          this.nearestOf(table).set(place, { depth, fate: { table, place, lost } });
      }
    }
  }

  private placesOf(node: Followed): Places {
    let places = this.places.get(node);
    if (places === undefined) {
      const found = new Places();
      for (const batch of this.batches.get(node.plan) ?? [])
        eachMark(node, batch, (_, table, place) => found.add(table, place));
      places = found;
      this.places.set(node, places);
    }
    return places;
  }

  /** Gives, for rows of a batch that were lost, a way to say why of each. */
  private explainer(
    node: Followed,
    input: Followed,
    side: number,
  ): (batch: Batch, rows: Int32Array) => (row: number) => Pick<Lost, 'reason' | 'deciding'> {
    const { plan } = node;
    const always = (reason: LostReason) => () => () => ({ reason });
    if (node.last === true) return always('not followed further');
    switch (plan.kind) {
      case 'where': {
        const also = this.wheresAfter(plan);
        const given = { columns: plan.input.columns, execution: this.execution, areGroups: hasGroups(input) };
        return (batch, rows) => {
          const decider = new Decider(plan.predicate, also, batch, rows, given);
          return (row) => {
            const deciding = decider.decide(row, this.onlyTelling);
            return { reason: 'where', ...(deciding && { deciding }) };
          };
        };
      }
      case 'join':
        return this.joinExplainer(node, plan, side);
      case 'mv-expand':
      case 'mv-apply':
      case 'input':
        return always('nothing to expand');
      case 'parse':
        return always('does not parse');
      case 'top':
      case 'take':
      case 'sample':
        return always('cut by top or take');
      default:
        return always('cut by top or take');
    }
  }

  /** The node that read no more of what a node that drops nothing would have given. */
  private cutter(node: Followed): Plan {
    const reader = this.nodes.find(({ inputs }) => inputs.includes(node));
    if (reader === undefined) return node.plan;
    return reader.plan.kind === 'take' ? reader.plan : this.cutter(reader);
  }

  private joinExplainer(node: Followed, plan: PlanOf<'join'>, side: number): ReturnType<Fates['explainer']> {
    const { join } = plan;
    const isOnlyCompared = side === 1 ? join.startsWith('left') : join === 'rightsemi' || join === 'rightanti';
    if (isOnlyCompared && join !== 'leftouter') return () => () => ({ reason: 'only compared with' });
    if (join.endsWith('anti')) return () => () => ({ reason: 'has a join partner' });
    if (join !== 'innerunique' || side === 1) return () => () => ({ reason: 'no join partner' });
    const kernels = plan.on.map(({ left }) => this.execution.compile(left, plan.left.columns));
    const keysOf = (batch: Batch) => {
      const readers = kernels.map((kernel) => valueReader(kernel.evaluate(batch, null)));
      return (row: number) => readers.map((read) => String(read(row))).join('\n');
    };
    const paired = new Set<string>();
    const after = this.placesOf(node);
    for (const batch of this.batches.get(node.inputs[0].plan) ?? []) {
      const key = keysOf(batch);
      eachMark(node.inputs[0], batch, (row, table, place) => {
        if (after.has(table, place)) paired.add(key(row));
      });
    }
    return (batch) => {
      const key = keysOf(batch);
      return (row) => ({ reason: paired.has(key(row)) ? 'lost in innerunique' : 'no join partner' });
    };
  }

  /** The conditions of the wheres that follow at once. */
  private wheresAfter(plan: Plan): Bound[] {
    const next = this.nodes.find(({ plan: each }) => each.kind === 'where' && each.input === plan)?.plan;
    return next?.kind === 'where' ? [next.predicate, ...this.wheresAfter(next)] : [];
  }
}

function placeOf({ span, within }: Plan): Pick<Lost, 'step' | 'within'> {
  return { step: span, ...(within !== undefined && { within }) };
}

function hasGroups({ plan, inputs }: Followed): boolean {
  return plan.kind === 'summarize' || inputs.some(hasGroups);
}

/** How many nodes lie between each node and the result. */
function depthsFrom(root: Followed, nodes: readonly Followed[]): Map<Followed, number> {
  const depths = new Map<Followed, number>([[root, 0]]);
  const waiting = [root];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    const readers = nodes.filter((each) => each.last === true && each.inputs[0] === node);
    for (const input of [...node.inputs, ...readers]) {
      if (depths.has(input)) continue;
      depths.set(input, (depths.get(node) ?? 0) + 1);
      waiting.push(input);
    }
  }
  // Nodes behind one that is not followed lie nearer to the result the later they were made.
  nodes.forEach((node, i) => {
    if (!depths.has(node)) depths.set(node, nodes.length * 2 - i);
  });
  return depths;
}

/** Calls back for every record that a row of a batch is made of. */
function eachMark(
  { plan, marks }: Followed,
  batch: Batch,
  found: (row: number, table: string, place: number) => void,
): void {
  for (const { name, table } of marks) {
    const column: Column = batch.columns[plan.columns.findIndex((each) => each.name === name)];
    const read = valueReader(column);
    for (let row = 0; row < batch.length; row++) eachPlace(read(row), (place) => found(row, table, place));
  }
}

function eachPlace(value: Value, found: (place: number) => void): void {
  if (value === null) return;
  if (Array.isArray(value)) for (const each of value) eachPlace(each, found);
  else found(Number(value));
}
