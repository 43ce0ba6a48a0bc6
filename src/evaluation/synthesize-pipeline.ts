import {
  aggregateNamed,
  columnNames,
  type Expression,
  type FunctionSyntax,
  type Operator,
  type ScalarType,
} from '../kql/index.js';
import type { RunnableRule } from './model.js';
import { Bags } from './synthesize-bags.js';
import { Conditions, type Making } from './synthesize-conditions.js';
import { literalOf } from './synthesize-constants.js';
import {
  type Group,
  letNamed,
  type Made,
  type MadeRecord,
  type Reference,
  Row,
  type Scope,
} from './synthesize-rows.js';
import { DeadEnd, Slot } from './synthesize-slots.js';

type Of<Kind extends Operator['is']> = Extract<Operator, { is: Kind }>;
type Evaluate = Pick<Extract<Operator, { readonly call: unknown }>, 'call' | 'schema'>;

/** What comes before an operator. */
interface Before {
  /** Another row with the same past. */
  again(): Row;
  /** One of the same record, out of another element of an array that was expanded. */
  readonly more: (() => Row) | undefined;
  /** Where the records of the row begin. */
  readonly start: number;
}

/** How many records make a place of a quiet series loud, so that there is an anomaly. */
const loud = 50;
const madeUpRange = '203.0.113.0/24';
/** How custom tables of the collector API end the names of columns of a type. */
const suffixes: Readonly<Record<string, ScalarType>> = { s: 'string', d: 'real', b: 'bool', t: 'datetime', g: 'guid' };
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
  /** How often the arrays of a row were expanded. */
  private readonly expansions = new WeakMap<Row, number>();

  constructor(
    private readonly runnable: RunnableRule,
    private readonly making: Omit<Making, 'rowOf'>,
  ) {
    this.conditions = new Conditions({ ...making, rowOf: (table, scope) => this.row(table, scope) });
    this.bags = new Bags(this.conditions, making.closed, making.choices);
  }

  /** A row of a table. */
  row(table: Expression, scope: Scope): Row {
    switch (table.is) {
      case 'name':
        return this.named(table.name, scope, []);
      case 'call':
        return this.called(table, scope);
      case 'pipeline': {
        const [first, ...others] = table.operators;
        const { source } = table;
        return source === null
          ? this.through(() => this.leading(first, scope), others, scope)
          : this.through(() => this.row(source, scope), table.operators, scope);
      }
      case 'datatable':
        return this.constant(table, scope);
      case 'externaldata':
        return this.external(table, scope);
      default:
        throw new DeadEnd(`made-up records for ${table.is}`);
    }
  }

  /** A record of what `externaldata` reads. */
  private external({ columns, uris }: Extract<Expression, { is: 'externaldata' }>, scope: Scope): Row {
    const address = uris[0] && this.making.closed.value(uris[0], new Row(), scope)?.value;
    if (typeof address !== 'string') throw new DeadEnd('externaldata without an address');
    const record: MadeRecord = { table: address, of: 'externaldata', slots: new Map() };
    this.records.push(record);
    const row = new Row();
    for (const { name, type } of columns) {
      const slot = new Slot(name);
      slot.type = type ?? undefined;
      record.slots.set(name, slot);
      row.columns.set(name, { is: 'slot', slot });
    }
    return row;
  }

  private constant(table: Expression, scope: Scope): Row {
    const rows = this.making.closed.table(table, scope);
    if (rows === undefined || rows.length === 0) throw new DeadEnd('a table of the query has no rows');
    const row = new Row();
    for (const [name, constant] of rows[this.making.choices.choose(Math.min(rows.length, 50))])
      row.columns.set(name, { is: 'constant', constant });
    return row;
  }

  private named(name: string, scope: Scope, given: readonly { readonly value: Expression }[]): Row {
    const table = scope.tables.get(name);
    if (table !== undefined) return table();
    const value = letNamed(name, scope);
    if (value?.is === 'function') return this.inside(value, given, scope);
    if (value !== undefined) {
      // A let sees those before it.
      const at = scope.lets.findLastIndex((each) => each.is === 'let' && each.name === name);
      return this.row(value, { ...scope, lets: scope.lets.slice(0, at) });
    }
    const shared = this.runnable.function(name);
    if (shared !== undefined)
      return this.inside(shared, given, { lets: [], tables: new Map(), columns: new Map() }, scope);
    return this.open(name, 'tables');
  }

  private open(table: string, of: MadeRecord['of']): Row {
    const types = new Map(this.runnable.schema(table)?.columns.map(({ name, type }) => [name, type as ScalarType]));
    const record: MadeRecord = { table, of, slots: new Map() };
    this.records.push(record);
    const row = new Row();
    row.declares = (name) => types.has(name);
    row.rest = (name) => {
      const slot = new Slot(name);
      slot.type =
        types.get(name) ?? (table.endsWith('_CL') ? suffixes[/_([sdbtg])$/.exec(name)?.[1] ?? ''] : undefined);
      record.slots.set(name, slot);
      return { is: 'slot', slot };
    };
    if (of === 'tables') row.column('TimeGenerated');
    return row;
  }

  private called(call: Extract<Expression, { is: 'call' }>, scope: Scope): Row {
    const [first] = call.arguments;
    if (/^(materialize|view|as)$/.test(call.name)) return this.row(first.value, scope);
    if (/^_getwatchlist$/i.test(call.name) || call.name === 'table') {
      const name = this.making.closed.value(first.value, new Row(), scope)?.value;
      return call.name === 'table' ? this.named(String(name), scope, []) : this.open(String(name), 'watchlists');
    }
    return this.named(call.name, scope, call.arguments);
  }

  /** The row that a function gives. */
  private inside(
    { parameters, body }: FunctionSyntax,
    given: readonly { readonly name?: string; readonly value: Expression }[],
    outside: Scope,
    caller = outside,
  ): Row {
    const lets = [...outside.lets];
    const tables = new Map(outside.tables);
    parameters.forEach((parameter, i) => {
      const argument =
        given.find(({ name }) => name === parameter.name) ?? (given[i]?.name === undefined ? given[i] : undefined);
      if (parameter.type === undefined && argument !== undefined)
        tables.set(parameter.name, () => this.row(argument.value, caller));
      const constant = argument && this.making.closed.value(argument.value, new Row(), caller);
      const literal = constant && literalOf(constant);
      const value = literal ?? parameter.default;
      if (value !== undefined)
        lets.push({ is: 'let', name: parameter.name, nameSpan: parameter.span, value, span: parameter.span });
    });
    const result = body.findLast((each) => each.is === 'expression');
    if (result === undefined) throw new DeadEnd('a function without a result');
    return this.row(result.value, {
      lets: [...lets, ...body.filter((each) => each !== result)],
      tables,
      columns: outside.columns,
    });
  }

  private leading(operator: Operator, scope: Scope): Row {
    if (operator.is === 'union')
      return this.row(operator.inputs[this.making.choices.choose(operator.inputs.length)], scope);
    if (operator.is === 'print' || operator.is === 'range')
      return this.constant({ is: 'pipeline', source: null, operators: [operator], span: operator.span }, scope);
    if (operator.is === 'search' || operator.is === 'find') {
      const tables =
        operator.tables.length > 0
          ? operator.tables
          : this.runnable.tables.map((name) => ({ is: 'name', name, span: operator.span }) as const);
      const row = this.row(tables[this.making.choices.choose(tables.length)], scope);
      if (operator.is === 'find') this.conditions.hold(operator.predicate, row, scope);
      return row;
    }
    throw new DeadEnd(`made-up records for ${operator.is}`);
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
        return this.assigned(row, row.copy(), operator.columns, scope);
      case 'project':
      case 'distinct':
      case 'project-keep':
      case 'project-by-names':
        return operator.columns.some(({ is }) => is === 'star')
          ? row
          : this.assigned(row, new Row(), operator.columns, scope);
      case 'project-rename':
        return this.assigned(row, row.copy(), operator.columns, scope);
      case 'project-away': {
        const result = row.copy();
        for (const column of operator.columns) if (column.is === 'name') result.hide(column.name);
        return result;
      }
      case 'summarize':
        return this.summarized(row, operator.aggregates, operator.by ?? [], scope, before);
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
        return this.summarized(row, [named], [], scope, before);
      }
      case 'make-series': {
        const aggregates = operator.aggregates.map(({ value }) => value);
        const result = this.summarized(row, aggregates, operator.by ?? [], scope, before, operator);
        this.assigned(row, result, [operator.on], scope);
        result.series = new Set([...aggregates, operator.on].flatMap(namesOf));
        return result;
      }
      case 'join':
      case 'lookup':
        return this.joined(row, operator, scope, before);
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
        return this.inside({ ...value, parameters: others }, given, inner);
      }
      default:
        throw new DeadEnd(`made-up records for ${operator.is}`);
    }
  }

  private assigned(from: Row, to: Row, columns: readonly Expression[], scope: Scope): Row {
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

  private summarized(
    base: Row,
    aggregates: readonly Expression[],
    by: readonly Expression[],
    scope: Scope,
    { again, more, start }: Before,
    series?: Of<'make-series'>,
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
          this.conditions.unite({ is: 'made', expression, row: base, scope }, { is: 'made', expression, row, scope });
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
  private loudAtOnePlace({ on, from, step, span }: Of<'make-series'>, group: Group, scope: Scope): void {
    this.conditions.repeat(group, loud);
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

  private joined(left: Row, operator: Of<'join' | 'lookup'>, scope: Scope, { start }: Before): Row {
    const given = operator.parameters.find(({ name }) => name === 'kind')?.value;
    const kind = given?.is === 'name' ? given.name : operator.is === 'lookup' ? 'leftouter' : 'innerunique';
    if (/^(left)?anti|leftantisemi$/.test(kind)) return left;
    const without = /outer$/.test(kind) && this.making.choices.choose(2) === 1;
    const result = left.copy();
    if (without) {
      const rest = result.rest;
      result.rest = (name) =>
        name.startsWith('$')
          ? rest?.(name)
          : (left.columns.get(name) ?? { is: 'constant', constant: { type: 'string', value: '' } });
      return result;
    }
    if (/^rightanti/.test(kind)) {
      this.records.length = start;
      return this.row(operator.right, scope);
    }
    const right = this.row(operator.right, scope);
    for (const key of operator.on.flatMap(keysIn)) {
      const sides = key.is === 'binary' && key.operator === '==' ? [key.left, key.right] : [key, key];
      const own = (side: Expression) =>
        side.is === 'member' ? { is: 'name' as const, name: side.name, span: side.span } : side;
      const isTurned = sides[0].is === 'member' && sides[0].object.is === 'name' && sides[0].object.name === '$right';
      const [mine, other] = isTurned ? [sides[1], sides[0]] : sides;
      const made = (side: Expression, row: Row): Made => ({ is: 'made', expression: own(side), row, scope });
      this.conditions.unite(made(mine, left), made(other, right));
    }
    if (/^rightsemi/.test(kind)) return right;
    if (/semi$/.test(kind)) return result;
    const isLeft = (name: string) => left.columns.has(name) || left.declares(name);
    for (const [name, reference] of right.columns) result.columns.set(isLeft(name) ? `${name}1` : name, reference);
    result.declares = (name) => left.declares(name) || right.declares(name);
    result.rest = (name) => {
      const twin = /^(.+)1$/.exec(name)?.[1];
      if (twin !== undefined && !isLeft(name) && (right.columns.has(twin) || right.declares(twin)))
        return right.column(twin);
      const [mine, other] =
        !isLeft(name) && (right.declares(name) || left.rest === undefined) ? [right, left] : [left, right];
      return mine.column(name) ?? other.column(name);
    };
    return result;
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
      const slot = this.conditions.slotOf({ is: 'made', expression: value, row, scope });
      result.columns.set(
        name,
        slot === undefined ? { is: 'made', expression: value, row, scope } : { is: 'slot', slot: slot.member(place) },
      );
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
    const text = this.conditions.slotOf({ is: 'made', expression: value, row, scope });
    if (!isRegex) text?.self.templates.push({ parts });
    return result;
  }

  private plugged(row: Row, { call, schema }: Evaluate, scope: Scope, { again, more }: Before): Row {
    if (call.name === 'bag_unpack') return this.bags.unpacked(call, row, scope);
    if (call.name === 'pivot') return this.bags.pivoted(call, row, scope, more ?? again);
    if (call.name === 'ipv4_lookup') return this.lookedUp(row, call, scope);
    const result = row.copy();
    for (const { name } of schema?.columns ?? []) result.columns.set(name, row.columns.get(name) ?? opaque);
    return result;
  }

  /** `ipv4_lookup(table, address, range)`: a row of the table whose range has the address. */
  private lookedUp(row: Row, call: Extract<Expression, { is: 'call' }>, scope: Scope): Row {
    const [table, address, range] = call.arguments.map(({ value }) => value);
    const other = this.row(table, scope);
    const result = row.copy();
    if (range !== undefined) {
      this.conditions.equal(range, madeUpRange, other, scope);
      this.conditions.within(address, madeUpRange, row, scope);
    }
    for (const [name, reference] of other.columns) if (!row.columns.has(name)) result.columns.set(name, reference);
    return result;
  }
}

/** The keys of `on a and b`. */
function keysIn(key: Expression): Expression[] {
  return key.is === 'binary' && key.operator === 'and' ? [...keysIn(key.left), ...keysIn(key.right)] : [key];
}

/** What a column without a name is called. */
function freeName({ columns }: Row): string {
  for (let number = 1; ; number++) if (!columns.has(`Column${number}`)) return `Column${number}`;
}

/** The columns that an expression gives. */
function namesOf(column: Expression): string[] {
  const names = column.is === 'named' ? column.names.map(({ name }) => name) : columnNames(column);
  return names.filter((name) => name !== undefined);
}
