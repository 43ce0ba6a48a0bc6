import type { Assumptions } from './assumptions.js';
import type { Plan, PlanOf } from './nodes.js';
import type { Definition, Relation } from './scope.js';

/** A call that reads nothing but tables without records: what it gives, and which tables it reads. */
interface EmptyCall {
  readonly relation: Relation;
  readonly tables: readonly string[];
}

/**
 * Calls of a catalog's functions that read only tables without records, remembered from query to query. All that such a call adds to a
 * query is columns: its body need not be bound again, nor run. They hold for one catalog, whatever is posted to it.
 */
export class EmptyCalls {
  private readonly known = new Map<string, EmptyCall>();

  /** A call, as long as there are no records for its tables still. */
  find(key: string, isAbsent: (table: string) => boolean): EmptyCall | undefined {
    const call = this.known.get(key);
    return call?.tables.every(isAbsent) ? call : undefined;
  }

  note(key: string, call: EmptyCall): void {
    this.known.set(key, call);
  }
}

/** What tells a call from others by the columns of its result: the function and its arguments, of one that is not constant its type alone. */
export function callKey(name: string, parameters: readonly (Definition | undefined)[]): string | undefined {
  const parts: unknown[] = [name];
  for (const parameter of parameters) {
    if (parameter?.is !== 'scalar') return undefined;
    const { value } = parameter;
    parts.push(value.is === 'literal' ? [value.type, value.value] : value.type);
  }
  return JSON.stringify(parts);
}

/**
 * The relation without its rows, where it has none as long as the tables that it reads have none; undefined where that is not sure, or
 * where its columns may still change with what the query asks of these tables.
 */
export function withoutRows(
  { plan, open, label, ...more }: Relation,
  tables: readonly string[],
  assumptions: Assumptions,
): Relation | undefined {
  if (plan.kind === 'table' || Object.keys(more).length > 0 || !isQuiet(plan)) return undefined;
  if (plan.columns.some(({ origin }) => origin !== undefined)) return undefined;
  if (tables.some((table) => assumptions.columnsOf(table).length > 0)) return undefined;
  const { columns, serialized, span, within } = plan;
  const empty: Plan = {
    kind: 'datatable',
    rows: [],
    columns,
    serialized,
    span,
    ...(within !== undefined && { within }),
  };
  return { plan: empty, open, ...(label !== undefined && { label }) };
}

/** Whether a plan gives no row while its tables have none. */
function isQuiet(plan: Plan): boolean {
  switch (plan.kind) {
    case 'table':
      return true;
    case 'datatable':
      return plan.rows.length === 0;
    case 'summarize':
      return plan.by.length > 0 && isQuiet(plan.input);
    case 'union':
      return plan.inputs.every(isQuiet);
    case 'join':
      return isJoinQuiet(plan);
    case 'where':
    case 'project':
    case 'sort':
    case 'top':
    case 'take':
    case 'mv-expand':
    case 'parse':
    case 'parse-kv':
    case 'materialize':
    case 'render':
      return isQuiet(plan.input);
    default:
      return false;
  }
}

function isJoinQuiet({ join, left, right }: PlanOf<'join'>): boolean {
  switch (join) {
    case 'inner':
    case 'innerunique':
      return isQuiet(left) || isQuiet(right);
    case 'leftouter':
    case 'leftsemi':
    case 'leftanti':
      return isQuiet(left);
    case 'rightouter':
    case 'rightsemi':
    case 'rightanti':
      return isQuiet(right);
    case 'fullouter':
      return isQuiet(left) && isQuiet(right);
  }
}
