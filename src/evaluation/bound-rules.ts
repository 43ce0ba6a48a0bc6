import { type BoundQuery, EmptyCalls, type Records } from '../kql/index.js';

interface Known {
  readonly shape: string;
  readonly bound: BoundQuery;
}

/** Bound queries take memory by how often they read a table: no more is kept than this many readings take, the first that come. */
const mostScans = 4000;

/** What binding the rules of one catalog gave, for records of the same shape. */
export class BoundRules {
  /** What calls of functions gave that read nothing, whatever the shape of the others' records. */
  readonly calls = new EmptyCalls();
  private readonly known = new Map<object, Known>();
  private readonly quiet = new Map<object, boolean>();
  private scans = 0;

  /** Whether a rule, while there are no records for its tables, gives nothing: `decide` tells it the first time. */
  isQuiet(rule: object, decide: () => boolean): boolean {
    const isQuiet = this.quiet.get(rule) ?? decide();
    this.quiet.set(rule, isQuiet);
    return isQuiet;
  }

  get(rule: object, shape: string): BoundQuery | undefined {
    const known = this.known.get(rule);
    return known?.shape === shape ? known.bound : undefined;
  }

  set(rule: object, shape: string, bound: BoundQuery): void {
    const before = this.known.get(rule)?.bound.reads.scans.length ?? 0;
    const scans = this.scans - before + bound.reads.scans.length;
    if (scans > mostScans) return;
    this.known.set(rule, { shape, bound });
    this.scans = scans;
  }
}

const shapes = new WeakMap<Records, string>();

/** The fields of records with the types that their values tell: all that binding may know of them. */
export function shapeOf(records: Records): string {
  const shape = shapes.get(records) ?? records.names.map((name) => `${name}:${records.typeOf(name) ?? ''}`).join(' ');
  shapes.set(records, shape);
  return shape;
}
