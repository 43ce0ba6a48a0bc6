import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';
import { partsOf } from './connectives.js';
import type { Assignment, Bound, Plan, PlanOf } from './nodes.js';
import type { Registry } from './registry.js';

/** Where a column comes from that one record alone decides: it is the table's, or is computed of such columns. */
export type RecordColumn =
  | { readonly is: 'own'; readonly name: string; readonly type: ScalarType }
  | { readonly is: 'computed'; readonly value: Bound; readonly reads: readonly Reading[]; readonly type: ScalarType };

/** A column that an expression names, and where it comes from. */
export interface Reading {
  readonly name: string;
  readonly type: ScalarType;
  readonly from: RecordColumn;
}

/** A part of the chain of `and` that a `where` asks. */
export interface LeadingCondition {
  readonly bound: Bound;
  /** The names of the columns that it looks at. */
  readonly names: readonly string[];
  /** Where they come from; undefined where a record alone does not decide it. */
  readonly reads: readonly Reading[] | undefined;
}

/** One reading of a table, and what becomes of its records before anything else looks at them. */
export interface Scan {
  readonly table: PlanOf<'table'>;
  /** Chains of `where`s that follow each other at once, each `where` as its parts: a record is gone where one of them is not true. */
  readonly chains: readonly (readonly (readonly LeadingCondition[])[])[];
}

/** How a query reads its tables. */
export interface Reads {
  readonly scans: readonly Scan[];
  /** Whether it may stop reading before the last record. */
  readonly mayStop: boolean;
  /** The names of the columns that some `where` looks at whose conditions are not all known of every record that comes to it. */
  readonly asked: ReadonlySet<string>;
  /** The tables whose records are all read whatever the others hold, and followed to the result. */
  readonly followed: ReadonlySet<PlanOf<'table'>>;
}

/** A plan that is read along more ways than this is taken as one that asks nothing of its records. */
const mostScans = 500;

/** Finds every way on which a plan reads a table, with the conditions that certainly hold for each record that goes on. */
export function readsOf(plan: Plan, registry: Registry): Reads {
  const finder = new ScanFinder(registry);
  finder.close(finder.scans(plan));
  const { found, mayStop, asked } = finder;
  const scans = found.length <= mostScans ? found : found.map(({ table }) => ({ table, chains: [] }));
  return { scans, mayStop, asked, followed: new Set(followedIn(plan)) };
}

/** A scan whose records have not met anything yet that looks at more than one of them. */
interface OpenScan extends Scan {
  /** The columns that a record alone decides. */
  readonly own: ReadonlyMap<string, RecordColumn>;
  /** Whether the last thing that it met was a `where`. */
  readonly inWhere: boolean;
}

class ScanFinder {
  readonly found: Scan[] = [];
  readonly asked = new Set<string>();
  mayStop = false;

  constructor(private readonly registry: Registry) {}

  close(scans: readonly OpenScan[]): void {
    for (const { table, chains } of scans) this.found.push({ table, chains });
  }

  /** The scans below a node that are open still; the others are found. */
  scans(plan: Plan): OpenScan[] {
    switch (plan.kind) {
      case 'table': {
        const own = new Map(plan.columns.map(({ name, type }) => [name, { is: 'own' as const, name, type }]));
        return [{ table: plan, chains: [], own, inWhere: false }];
      }
      case 'where':
        return this.where(plan);
      case 'project': {
        const input = this.scans(plan.input);
        for (const { value } of plan.assignments) this.subqueries(value);
        if (plan.assignments.some(({ value }) => this.looksAround(value))) {
          this.close(input);
          return [];
        }
        return input.map((scan) => ({ ...scan, own: assigned(plan.assignments, scan), inWhere: false }));
      }
      case 'union':
        return plan.inputs.flatMap((input, i) => {
          const columns = plan.labels === null ? plan.columns : plan.columns.slice(1);
          return this.scans(input).map((scan) => ({
            ...scan,
            own: united(columns, plan.from[i], scan),
            inWhere: false,
          }));
        });
      case 'materialize':
      case 'render':
        return this.scans(plan.input).map((scan) => ({ ...scan, inWhere: false }));
      case 'sort': {
        for (const { value } of plan.by) this.subqueries(value);
        return this.scans(plan.input).map((scan) => ({ ...scan, inWhere: false }));
      }
      default:
        if (plan.kind === 'take') this.mayStop = true;
        this.subqueries({ ...plan, kind: undefined });
        return [];
    }
  }

  private where(plan: PlanOf<'where'>): OpenScan[] {
    const before = this.found.length;
    const input = this.scans(plan.input);
    const isLeading = this.found.length === before && !this.looksAround(plan.predicate);
    this.subqueries(plan.predicate);
    if (!isLeading) this.ask(plan.predicate);
    if (this.looksAround(plan.predicate)) {
      this.close(input);
      return [];
    }
    const parts = partsOf('and', plan.predicate);
    return input.map((scan) => {
      const conditions = parts.map((bound) => ({
        bound,
        names: columnsIn(bound).map(({ name }) => name),
        reads: readingsOf(bound, scan),
      }));
      for (const { reads, bound } of conditions) if (reads === undefined) this.ask(bound);
      const { chains, inWhere } = scan;
      const last = inWhere ? [...(chains.at(-1) ?? []), conditions] : [conditions];
      return { ...scan, chains: [...(inWhere ? chains.slice(0, -1) : chains), last], inWhere: true };
    });
  }

  private ask(predicate: Bound): void {
    for (const { name } of columnsIn(predicate)) this.asked.add(name);
  }

  /** Whether an expression looks at other rows than its own, or gives another value each time. */
  private looksAround(bound: Bound): boolean {
    if (bound.is === 'convert' || bound.is === 'output') return this.looksAround(bound.value);
    if (bound.is !== 'call') return false;
    const { needs, volatile } = this.registry.functions.get(bound.function) ?? {};
    return needs !== undefined || volatile !== undefined || bound.arguments.some((each) => this.looksAround(each));
  }

  /** Closes every scan of the plans inside something. */
  private subqueries(part: unknown): void {
    if (typeof part !== 'object' || part === null) return;
    if (isPlan(part)) this.close(this.scans(part));
    else for (const value of Object.values(part)) this.subqueries(value);
  }
}

/** A condition that reads no column may stop everything before it. */
function* followedIn(plan: Plan): Generator<PlanOf<'table'>> {
  switch (plan.kind) {
    case 'table':
      yield plan;
      return;
    case 'where':
      if (columnsIn(plan.predicate).length > 0) yield* followedIn(plan.input);
      return;
    case 'union':
      for (const input of plan.inputs) yield* followedIn(input);
      return;
    case 'project':
    case 'summarize':
    case 'sort':
    case 'top':
    case 'mv-expand':
    case 'parse':
    case 'parse-kv':
    case 'materialize':
    case 'render':
      yield* followedIn(plan.input);
  }
}

function isPlan(part: object): part is Plan {
  return 'kind' in part && typeof part.kind === 'string' && 'columns' in part && 'serialized' in part;
}

function assigned(assignments: readonly Assignment[], scan: OpenScan): Map<string, RecordColumn> {
  const own = new Map<string, RecordColumn>();
  for (const { name, value } of assignments) {
    const reads = readingsOf(value, scan);
    if (reads === undefined) continue;
    own.set(name, value.is === 'column' ? reads[0].from : { is: 'computed', value, reads, type: value.type });
  }
  return own;
}

function united(
  columns: readonly ColumnDeclaration[],
  from: readonly (string | null)[],
  { own }: OpenScan,
): Map<string, RecordColumn> {
  const united = new Map<string, RecordColumn>();
  columns.forEach(({ name, type }, at) => {
    const source = own.get(from[at] ?? '');
    if (source?.type === type) united.set(name, source);
  });
  return united;
}

/** The columns that an expression names; undefined where one is not known, or another query is inside. */
function readingsOf(bound: Bound, { own }: OpenScan): Reading[] | undefined {
  if (!isSelfContained(bound)) return undefined;
  const reads: Reading[] = [];
  for (const { name, type } of columnsIn(bound)) {
    const from = own.get(name);
    if (from?.type !== type) return undefined;
    reads.push({ name, type, from });
  }
  return reads;
}

function isSelfContained(bound: Bound): boolean {
  if (bound.is === 'call') return bound.arguments.every(isSelfContained);
  if (bound.is === 'convert' || bound.is === 'output') return isSelfContained(bound.value);
  return bound.is !== 'toscalar' && bound.is !== 'tolist';
}

function columnsIn(bound: Bound): { readonly name: string; readonly type: ScalarType }[] {
  switch (bound.is) {
    case 'column':
      return [{ name: bound.name, type: bound.type }];
    case 'call':
      return [...new Map(bound.arguments.flatMap(columnsIn).map((column) => [column.name, column])).values()];
    case 'convert':
    case 'output':
      return columnsIn(bound.value);
    default:
      return [];
  }
}
