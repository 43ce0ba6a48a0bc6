import { aggregateNamed, columnNames, type Expression, type Operator } from '../kql/index.js';
import type { Conditions } from './synthesize-conditions.js';
import { literalOf } from './synthesize-constants.js';
import { type Group, type MadeRecord, type Reference, Row, type Scope } from './synthesize-rows.js';

type MakeSeries = Extract<Operator, { is: 'make-series' }>;

/** What comes before an operator. */
export interface Before {
  /** Another row with the same past. */
  again(): Row;
  /** One of the same record, out of another element of an array that was expanded. */
  readonly more: (() => Row) | undefined;
  /** Where the records of the row begin. */
  readonly start: number;
}

/** How many records make a place of a quiet series loud, so that there is an anomaly. */
const loud = 50;
const opaque: Reference = { is: 'opaque' };

/** The rows of `extend`, `project`, `summarize` and `make-series`. */
export class Groups {
  constructor(
    private readonly conditions: Conditions,
    private readonly records: readonly MadeRecord[],
  ) {}

  /** A row with columns that are worked out. */
  assigned(from: Row, to: Row, columns: readonly Expression[], scope: Scope): Row {
    for (const column of columns) {
      const value = column.is === 'named' ? column.value : column;
      const names = column.is === 'named' ? column.names.map(({ name }) => name) : columnNames(value);
      const name = names[0] ?? freeName(to);
      const plain =
        value.is === 'name' && scope.columns.get(value.name) === undefined ? from.column(value.name) : undefined;
      names.forEach((each, i) => {
        if (each !== undefined && i > 0) to.columns.set(each, opaque);
      });
      if (names.length <= 1) to.columns.set(name, plain ?? { is: 'made', expression: value, row: from, scope });
    }
    return to;
  }

  /** A row that stands for a group of rows. */
  summarized(
    base: Row,
    aggregates: readonly Expression[],
    by: readonly Expression[],
    scope: Scope,
    { again, more, start }: Before,
    series?: MakeSeries,
  ): Row {
    const keys = by.map((key) => (key.is === 'named' ? key.value : key));
    const group: Group = {
      base,
      records: this.records.slice(start),
      keys,
      more: more && (() => ({ row: more(), records: [] })),
      spawn: () => {
        const before = this.records.length;
        const row = again();
        for (const expression of keys)
          this.conditions.wants.unite(
            { is: 'made', expression, row: base, scope },
            { is: 'made', expression, row, scope },
          );
        return { row, records: this.records.slice(before) };
      },
    };
    if (series !== undefined) this.loudAtOnePlace(series, group, scope);
    const inner = base.copy();
    inner.group = group;
    const result = this.assigned(base, new Row(), by, scope);
    for (const aggregate of aggregates) {
      const value = aggregate.is === 'named' ? aggregate.value : aggregate;
      const picks = value.is === 'call' && aggregateNamed(value.name)?.picks === true;
      if (!picks || value.is !== 'call') {
        this.assigned(inner, result, [aggregate], scope);
        continue;
      }
      const picked = value.arguments.map((each) => each.value);
      if (picked.some(({ is }) => is === 'star')) result.rest = (name) => base.column(name);
      const plain = picked.filter(({ is }) => is !== 'star');
      const [first, ...others] = plain;
      if (first !== undefined)
        this.assigned(
          base,
          result,
          [aggregate.is === 'named' ? { ...aggregate, names: aggregate.names.slice(0, 1), value: first } : first],
          scope,
        );
      this.assigned(base, result, others, scope);
    }
    return result;
  }

  /** A quiet series with one loud place has an anomaly there. */
  private loudAtOnePlace({ on, from, step, span }: MakeSeries, group: Group, scope: Scope): void {
    this.conditions.wants.repeat(group, loud);
    if (from !== null || step === null) return;
    // Without a start, the series begins with its first record.
    const before = {
      is: 'binary',
      operator: '*',
      left: step,
      right: literalOf({ type: 'long', value: 12 }),
      span,
    } as const;
    const ago = { is: 'call', name: 'ago', nameSpan: span, arguments: [{ value: before }], span } as const;
    const early = { is: 'binary', operator: '<', left: on, right: ago, span } as const;
    this.conditions.hold(early, group.spawn().row, scope);
  }
}

/** What a column without a name is called. */
function freeName({ columns }: Row): string {
  for (let number = 1; ; number++) if (!columns.has(`Column${number}`)) return `Column${number}`;
}

/** The columns that an expression gives. */
export function namesOf(column: Expression): string[] {
  const names = column.is === 'named' ? column.names.map(({ name }) => name) : columnNames(column);
  return names.filter((name) => name !== undefined);
}
