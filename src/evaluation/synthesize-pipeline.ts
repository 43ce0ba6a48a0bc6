import {
  aggregateNamed,
  columnNames,
  type Expression,
  type FunctionSyntax,
  type Operator,
  type ScalarType,
} from '../kql/index.js';
import type { RunnableRule } from './model.js';
import { Conditions, type Making } from './synthesize-conditions.js';
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

const opaque: Reference = { is: 'opaque' };
/** Operators that give the rows they get, or some of them. */
const neutral = new Set(
  'sort top take sample serialize render as project-reorder consume assert-schema partition reduce'.split(' '),
);

/** Follows one row from the tables to the result, and notes what its records must be. */
export class Pipeline {
  readonly records: MadeRecord[] = [];
  readonly conditions: Conditions;

  constructor(
    private readonly runnable: RunnableRule,
    private readonly making: Omit<Making, 'rowOf'>,
  ) {
    this.conditions = new Conditions({ ...making, rowOf: (table, scope) => this.row(table, scope) });
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
        if (table.source !== null)
          return this.through(this.row(table.source, scope), table.operators, scope, table.source);
        return this.through(this.leading(first, scope), others, scope);
      }
      case 'datatable':
        return this.constant(table, scope);
      default:
        throw new DeadEnd(`made-up records for ${table.is}`);
    }
  }

  private constant(table: Expression, scope: Scope): Row {
    const rows = this.making.closed.table(table, scope);
    if (rows === undefined || rows.length === 0) throw new DeadEnd('a table of the query has no rows');
    const row = new Row();
    for (const [name, constant] of rows[this.making.choices.choose(Math.min(rows.length, 5))])
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
    return this.open(name, false);
  }

  private open(table: string, watchlist: boolean): Row {
    const types = new Map(this.runnable.schema(table)?.columns.map(({ name, type }) => [name, type as ScalarType]));
    const record: MadeRecord = { table, watchlist, slots: new Map() };
    this.records.push(record);
    const row = new Row();
    row.rest = (name) => {
      const slot = new Slot(name);
      slot.type = types.get(name);
      record.slots.set(name, slot);
      return { is: 'slot', slot };
    };
    if (!watchlist) row.column('TimeGenerated');
    return row;
  }

  private called(call: Extract<Expression, { is: 'call' }>, scope: Scope): Row {
    const [first] = call.arguments;
    if (/^(materialize|view|as)$/.test(call.name)) return this.row(first.value, scope);
    if (/^_getwatchlist$/i.test(call.name) || call.name === 'table') {
      const name = this.making.closed.value(first.value, new Row(), scope)?.value;
      return call.name === 'table' ? this.named(String(name), scope, []) : this.open(String(name), true);
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

  private through(row: Row, operators: readonly Operator[], scope: Scope, source?: Expression): Row {
    return operators.reduce((before, operator, i) => {
      const again = () => {
        if (source === undefined) throw new DeadEnd('rows of a table without a name');
        return this.through(this.row(source, scope), operators.slice(0, i), scope, source);
      };
      return this.step(before, operator, scope, again);
    }, row);
  }

  private step(row: Row, operator: Operator, scope: Scope, again: () => Row): Row {
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
      case 'project-away':
        return row;
      case 'summarize':
        return this.summarized(row, operator.aggregates, operator.by ?? [], scope, again);
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
        return this.summarized(row, [named], [], scope, again);
      }
      case 'join':
      case 'lookup':
        return this.joined(row, operator, scope);
      case 'union': {
        const pick = this.making.choices.choose(operator.inputs.length + 1);
        if (pick === 0) return row;
        this.records.length = 0;
        return this.row(operator.inputs[pick - 1], scope);
      }
      case 'mv-expand':
      case 'mv-apply':
        return this.expanded(row, operator, scope);
      case 'parse':
      case 'parse-where':
        return this.parsed(row, operator, scope);
      case 'evaluate':
        return this.plugged(row, operator, scope);
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
      const [name] = names;
      const plain =
        value.is === 'name' && scope.columns.get(value.name) === undefined ? from.column(value.name) : undefined;
      names.forEach((each, i) => {
        if (each !== undefined && i > 0) to.columns.set(each, opaque);
      });
      if (name !== undefined && names.length <= 1)
        to.columns.set(name, plain ?? { is: 'made', expression: value, row: from, scope });
    }
    return to;
  }

  private summarized(
    base: Row,
    aggregates: readonly Expression[],
    by: readonly Expression[],
    scope: Scope,
    again: () => Row,
  ): Row {
    const keys = by.map((key) => (key.is === 'named' ? key.value : key));
    const group: Group = {
      base,
      records: [...this.records],
      keys,
      spawn: () => {
        const before = this.records.length;
        const row = again();
        for (const expression of keys)
          this.conditions.unite({ is: 'made', expression, row: base, scope }, { is: 'made', expression, row, scope });
        return { row, records: this.records.slice(before) };
      },
    };
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

  private joined(left: Row, operator: Of<'join' | 'lookup'>, scope: Scope): Row {
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
    const right = this.row(operator.right, scope);
    if (/^rightanti/.test(kind)) return right;
    for (const key of operator.on) {
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
    for (const [name, reference] of right.columns) {
      const taken = left.columns.has(name);
      result.columns.set(taken ? `${name}1` : name, reference);
    }
    result.rest = (name) => {
      const twin = /^(.+)1$/.exec(name)?.[1];
      if (twin !== undefined && right.columns.has(twin)) return right.columns.get(twin);
      return left.rest === undefined ? right.column(name) : left.column(name);
    };
    return result;
  }

  private expanded(row: Row, operator: Of<'mv-expand' | 'mv-apply'>, scope: Scope): Row {
    const result = row.copy();
    for (const { value: column } of operator.columns) {
      const value = column.is === 'named' ? column.value : column;
      const [name] = column.is === 'named' ? column.names.map((each) => each.name) : columnNames(value);
      if (name === undefined) continue;
      const slot = this.conditions.slotOf({ is: 'made', expression: value, row, scope });
      result.columns.set(
        name,
        slot === undefined ? { is: 'made', expression: value, row, scope } : { is: 'slot', slot: slot.member(0) },
      );
    }
    return operator.is === 'mv-apply' ? this.through(result, operator.body, scope) : result;
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

  private plugged(row: Row, { call, schema }: Evaluate, scope: Scope): Row {
    const result = row.copy();
    const [bag] = call.arguments;
    const slot =
      call.name === 'bag_unpack'
        ? this.conditions.slotOf({ is: 'made', expression: bag.value, row, scope })
        : undefined;
    for (const { name, type } of schema?.columns ?? [])
      if (slot === undefined) result.columns.set(name, row.columns.get(name) ?? opaque);
      else slot.member(name).self.type = type;
    if (slot !== undefined) result.rest = (name) => row.columns.get(name) ?? { is: 'slot', slot: slot.member(name) };
    return result;
  }
}

function literalOf({ type, value }: { readonly type: ScalarType; readonly value: unknown }): Expression {
  const span = { start: 0, end: 0 };
  if (value === null || value === undefined) return { is: 'literal', type, value: null, span };
  switch (type) {
    case 'long':
    case 'datetime':
    case 'timespan':
      return {
        is: 'literal',
        type,
        value: typeof value === 'number' ? String(BigInt(Math.round(value))) : String(value),
        span,
      };
    case 'dynamic':
      return { is: 'literal', type, value: JSON.stringify(value), span };
    case 'decimal':
      return { is: 'literal', type, value: String(value), span };
    default:
      return { is: 'literal', type, value: value as string | number | boolean, span };
  }
}

export { literalOf };
