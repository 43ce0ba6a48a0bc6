import type { Expression, FunctionSyntax, Operator, ScalarType } from '../kql/index.js';
import type { RunnableRule } from './model.js';
import type { Conditions } from './synthesize-conditions.js';
import { literalOf } from './synthesize-constants.js';
import type { Making } from './synthesize-origins.js';
import { letNamed, type MadeRecord, Row, type Scope } from './synthesize-rows.js';
import { DeadEnd, Slot } from './synthesize-slots.js';

/** How custom tables of the collector API end the names of columns of a type. */
const suffixes: Readonly<Record<string, ScalarType>> = { s: 'string', d: 'real', b: 'bool', t: 'datetime', g: 'guid' };

/** Where rows come from: tables, functions, watchlists, feeds, and what the query itself holds. */
export class Sources {
  constructor(
    private readonly runnable: RunnableRule,
    private readonly making: Omit<Making, 'rowOf'>,
    private readonly conditions: Conditions,
    private readonly records: MadeRecord[],
    /** The row that operators make of the one that a table begins with. */
    private readonly through: (begin: () => Row, operators: readonly Operator[], scope: Scope) => Row,
  ) {}

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
  inside(
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
}
