import { columnNames, type Expression, type Operator } from '../kql/index.js';
import type { RunnableRule } from './model.js';
import { Bags } from './synthesize-bags.js';
import { flat } from './synthesize-comparisons.js';
import { Conditions } from './synthesize-conditions.js';
import { type Before, Groups, namesOf } from './synthesize-groups.js';
import { Joins } from './synthesize-joins.js';
import type { Making } from './synthesize-origins.js';
import { letNamed, type Made, type MadeRecord, type Reference, Row, type Scope } from './synthesize-rows.js';
import { DeadEnd, Slot } from './synthesize-slots.js';
import { Sources } from './synthesize-sources.js';

type Of<Kind extends Operator['is']> = Extract<Operator, { is: Kind }>;
type Evaluate = Pick<Extract<Operator, { readonly call: unknown }>, 'call' | 'schema'>;

const opaque: Reference = { is: 'opaque' };
/** Operators that give the rows they get, or some of them. */
const neutral = new Set(
  'sort top take sample serialize render as project-reorder consume assert-schema partition reduce'.split(' '),
);

/** Follows one row from the tables to the result, and notes what its records must be. */
export class Pipeline {
  readonly records: MadeRecord[] = [];
  readonly conditions: Conditions;
  private readonly bags: Bags;
  private readonly groups: Groups;
  private readonly joins: Joins;
  private readonly sources: Sources;
  /** How often the arrays of a row were expanded. */
  private readonly expansions = new WeakMap<Row, number>();

  constructor(
    private readonly runnable: RunnableRule,
    private readonly making: Omit<Making, 'rowOf'>,
  ) {
    this.conditions = new Conditions({ ...making, rowOf: (table, scope) => this.row(table, scope) });
    this.bags = new Bags(this.conditions, making.closed, making.choices);
    this.groups = new Groups(this.conditions, this.records);
    this.joins = new Joins(making, this.conditions, this.records, (table, scope) => this.row(table, scope));
    this.sources = new Sources(runnable, making, this.conditions, this.records, (...table) => this.through(...table));
  }

  /** A row of a table. */
  row(table: Expression, scope: Scope): Row {
    return this.sources.row(table, scope);
  }

  /** The row that operators make of the one that a table begins with. */
  private through(begin: () => Row, operators: readonly Operator[], scope: Scope): Row {
    const start = this.records.length;
    let expansion: { readonly row: Row; readonly at: number } | undefined;
    return operators.reduce((row, operator, i) => {
      if (operator.is === 'mv-expand') expansion ??= { row, at: i };
      const from = expansion;
      const before: Before = {
        again: () => this.through(begin, operators.slice(0, i), scope),
        more: from && (() => this.through(() => from.row, operators.slice(from.at, i), scope)),
        start,
      };
      return this.step(row, operator, scope, before);
    }, begin());
  }

  private step(row: Row, operator: Operator, scope: Scope, before: Before): Row {
    if (neutral.has(operator.is)) return row;
    switch (operator.is) {
      case 'where':
        this.conditions.hold(operator.predicate, row, scope);
        return row;
      case 'extend':
        return this.groups.assigned(row, row.copy(), operator.columns, scope);
      case 'project':
      case 'distinct':
      case 'project-keep':
      case 'project-by-names':
        return operator.columns.some(({ is }) => is === 'star')
          ? row
          : this.groups.assigned(row, new Row(), operator.columns, scope);
      case 'project-rename':
        return this.groups.assigned(row, row.copy(), operator.columns, scope);
      case 'project-away': {
        const result = row.copy();
        for (const column of operator.columns) if (column.is === 'name') result.hide(column.name);
        return result;
      }
      case 'summarize':
        return this.groups.summarized(row, operator.aggregates, operator.by ?? [], scope, before);
      case 'count': {
        const call = {
          is: 'call',
          name: 'count',
          nameSpan: operator.span,
          arguments: [],
          span: operator.span,
        } as const;
        const named = {
          is: 'named',
          names: [{ name: operator.as ?? 'Count', span: operator.span }],
          compound: false,
          value: call,
          span: operator.span,
        } as const;
        return this.groups.summarized(row, [named], [], scope, before);
      }
      case 'make-series': {
        const aggregates = operator.aggregates.map(({ value }) => value);
        const result = this.groups.summarized(row, aggregates, operator.by ?? [], scope, before, operator);
        this.groups.assigned(row, result, [operator.on], scope);
        result.series = new Set([...aggregates, operator.on].flatMap(namesOf));
        return result;
      }
      case 'join':
      case 'lookup':
        return this.joins.joined(row, operator, scope, before.start);
      case 'union': {
        const pick = this.making.choices.choose(operator.inputs.length + 1);
        if (pick === 0) return row;
        this.records.length = before.start;
        return this.row(operator.inputs[pick - 1], scope);
      }
      case 'mv-expand':
        return this.expanded(row, operator, scope);
      case 'mv-apply': {
        const body = this.through(() => this.expanded(row, operator, scope), operator.body, scope);
        const result = body.copy();
        result.declares = (name) => row.columns.has(name) || row.declares(name);
        result.rest = (name) => (result.declares(name) ? row.column(name) : body.column(name)) ?? row.column(name);
        return result;
      }
      case 'parse':
      case 'parse-where':
        return this.parsed(row, operator, scope);
      case 'evaluate':
        return this.plugged(row, operator, scope, before);
      case 'invoke': {
        const { name, arguments: given } = operator.call;
        const value = letNamed(name, scope) ?? this.runnable.function(name);
        if (value?.is !== 'function') return row;
        const [table, ...others] = value.parameters;
        const inner = { ...scope, tables: new Map([...scope.tables, [table.name, () => row]]) };
        return this.sources.inside({ ...value, parameters: others }, given, inner);
      }
      default:
        throw new DeadEnd(`made-up records for ${operator.is}`);
    }
  }

  private expanded(row: Row, operator: Of<'mv-expand' | 'mv-apply'>, scope: Scope): Row {
    const place = this.expansions.get(row) ?? 0;
    this.expansions.set(row, place + 1);
    const result = row.copy();
    for (const { value: column } of operator.columns) {
      const value = column.is === 'named' ? column.value : column;
      const [name] = column.is === 'named' ? column.names.map((each) => each.name) : columnNames(value);
      if (name === undefined) continue;
      const known = value.is === 'name' && row.series.has(value.name) ? row.column(value.name) : undefined;
      if (known !== undefined) {
        result.columns.set(name, known);
        continue;
      }
      const constant = this.making.closed.value(value, row, scope);
      if (Array.isArray(constant?.value)) {
        const elements = flat(constant);
        const element = elements[this.making.choices.choose(Math.min(elements.length, 50))];
        if (element === undefined) throw new DeadEnd('an array of the query has no elements');
        result.columns.set(name, { is: 'constant', constant: element });
        continue;
      }
      const made: Made = { is: 'made', expression: value, row, scope };
      const slot = this.conditions.origins.slotOf(made);
      const listed = slot === undefined ? this.conditions.origins.listedIn(made) : undefined;
      result.columns.set(name, slot === undefined ? (listed ?? made) : { is: 'slot', slot: slot.member(place) });
    }
    return result;
  }

  private parsed(row: Row, { value, pattern, parameters }: Of<'parse' | 'parse-where'>, scope: Scope): Row {
    const result = row.copy();
    const isRegex = parameters.some(
      (each) => each.name === 'kind' && each.value.is === 'name' && each.value.name === 'regex',
    );
    const parts = pattern.map((part) => {
      if (part.is === 'star') return '';
      if (part.is === 'text') return String(this.making.closed.value(part.value, row, scope)?.value ?? '');
      const slot = new Slot(part.name);
      slot.type = part.type ?? undefined;
      result.columns.set(part.name, { is: 'slot', slot });
      return slot;
    });
    const text = this.conditions.origins.slotOf({ is: 'made', expression: value, row, scope });
    if (!isRegex) text?.self.templates.push({ parts });
    return result;
  }

  private plugged(row: Row, { call, schema }: Evaluate, scope: Scope, { again, more }: Before): Row {
    if (call.name === 'bag_unpack') return this.bags.unpacked(call, row, scope);
    if (call.name === 'pivot') return this.bags.pivoted(call, row, scope, more ?? again);
    if (call.name === 'ipv4_lookup') return this.joins.lookedUp(row, call, scope);
    const result = row.copy();
    for (const { name } of schema?.columns ?? []) result.columns.set(name, row.columns.get(name) ?? opaque);
    return result;
  }
}
