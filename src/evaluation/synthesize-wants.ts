import { aggregateNamed, type Call, type Expression } from '../kql/index.js';
import { goal, leastCount, orderGoal, shifted, sinceUnix, spanned, unixUnits } from './synthesize-comparisons.js';
import { reaches, textOf } from './synthesize-goals.js';
import { isPassing, isRounded, type Making, type Origins, partsOf, subjectOf } from './synthesize-origins.js';
import {
  columnOf,
  columnTest,
  type Group,
  letNamed,
  type Made,
  type MadeRecord,
  type Reference,
  type Row,
  type Scope,
} from './synthesize-rows.js';
import { type Constant, DeadEnd, type Goal, type Slot } from './synthesize-slots.js';

/** Makes values what they have to be. */
export class Wants {
  /** Averages over many records already. */
  private readonly quiet = new Set<Expression>();

  private insists = false;

  /** @param hold makes a condition true, or false */
  constructor(
    private readonly making: Making,
    private readonly origins: Origins,
    private readonly hold: (expression: Expression, row: Row, scope: Scope, truth?: boolean) => void,
    private readonly isTest: (name: string) => boolean,
  ) {}

  /** Makes values what they have to be even where others are chosen already, which are then chosen anew. */
  insisting(want: () => void): void {
    this.insists = true;
    try {
      want();
    } finally {
      this.insists = false;
    }
  }

  private aim(slot: Slot, wanted: Goal): void {
    const { chosen } = slot.self;
    for (const value of chosen.values())
      if (!reaches(value, wanted)) {
        if (!this.insists) throw new DeadEnd(`${slot.name} is ${textOf(value)} already`);
        chosen.clear();
        break;
      }
    slot.add(wanted);
  }

  /** Makes an expression a given text. */
  equal(expression: Expression, text: string, row: Row, scope: Scope): void {
    this.want(expression, row, scope, goal('eq', [{ type: 'string', value: text }], true));
  }

  /** Makes an expression something. */
  fill(expression: Expression, row: Row, scope: Scope): void {
    this.want(expression, row, scope, goal('empty', [], false, true));
  }

  /** Makes an address one of a range. */
  within(address: Expression, range: string, row: Row, scope: Scope): void {
    this.want(address, row, scope, goal('cidr', [{ type: 'string', value: range }]));
  }

  /** Makes two values equal. */
  unite(one: Reference, two: Reference): void {
    const [a, b] = [this.origins.slotOf(one), this.origins.slotOf(two)];
    // Times of the same hour need not be the same.
    const isApart = isRounded(one) && isRounded(two) && this.making.choices.choose(2) === 1;
    if (!isApart && a !== undefined && b !== undefined) {
      a.unite(b);
      return;
    }
    const [these, those] = [partsOf(one), partsOf(two)];
    if (these.length > 0 && these.length === those.length) {
      these.forEach((part, i) => {
        this.unite(part, those[i]);
      });
      return;
    }
    for (const [from, to] of [
      [one, two],
      [two, one],
    ] as const) {
      const value = this.constantOf(from);
      if (value !== undefined) {
        this.wantOf(to, goal('eq', [value]));
        return;
      }
    }
    this.making.later.push(() => {
      const [from, to] = a === undefined ? [one, two] : [two, one];
      const value = from.is === 'made' ? this.making.forward(from) : undefined;
      if (value !== undefined && value.value !== null) this.wantOf(to, goal('eq', [value]));
    });
  }

  private constantOf(reference: Reference): Constant | undefined {
    if (reference.is === 'constant') return reference.constant;
    return reference.is === 'made'
      ? this.making.closed.value(reference.expression, reference.row, reference.scope)
      : undefined;
  }

  wantOf(reference: Reference, wanted: Goal): void {
    if (reference.is === 'slot') this.aim(reference.slot, wanted);
    else if (reference.is === 'made') this.want(reference.expression, reference.row, reference.scope, wanted);
    else if (reference.is === 'constant' && !reaches(reference.constant.value, wanted))
      throw new DeadEnd(`${textOf(reference.constant.value)} is fixed`);
  }

  /** Makes the value of an expression reach a goal. */
  want(expression: Expression, row: Row, scope: Scope, wanted: Goal): void {
    const constant = this.making.closed.value(expression, row, scope);
    if (constant !== undefined) {
      this.wantOf({ is: 'constant', constant }, wanted);
      return;
    }
    switch (expression.is) {
      case 'name': {
        const column = columnOf(expression.name, row, scope);
        if (column !== undefined) this.wantOf(column, wanted);
        return;
      }
      case 'binary':
        this.arithmetic(expression, row, scope, wanted);
        return;
      case 'call':
        this.wantCall(expression, row, scope, wanted);
        return;
      case 'in':
      case 'between':
        if (wanted.is === 'eq')
          this.hold(expression, row, scope, (wanted.values[0].value === true) !== (wanted.not === true));
        return;
      default: {
        const slot = this.origins.slotOf({ is: 'made', expression, row, scope });
        if (slot !== undefined) this.aim(slot, wanted);
      }
    }
  }

  private wantCall(call: Call, row: Row, scope: Scope, wanted: Goal): void {
    const values = call.arguments.map(({ value }) => value);
    const [first, second, third] = values;
    const { name } = call;
    if (row.group !== undefined && aggregateNamed(name) !== undefined) {
      this.aggregate(call, row.group, scope, wanted);
      return;
    }
    if (name === 'toscalar') {
      this.wantOf(this.origins.scalarOf(call, scope), wanted);
      return;
    }
    if (columnTest.test(name)) {
      this.wantOf(this.origins.columnIfThere(call, row, scope), wanted);
      return;
    }
    if (name === 'iff' || name === 'iif' || name === 'case') {
      // Branches whose value is fixed and not the one that is wanted lead nowhere.
      const branches = Array.from({ length: Math.ceil(values.length / 2) }, (_, i) => i).filter((i) => {
        const value = this.making.closed.value(values[i * 2 + 1] ?? values[i * 2], row, scope);
        return value === undefined || reaches(value.value, wanted);
      });
      if (branches.length === 0) throw new DeadEnd(`no branch of ${name} has the value`);
      const pick = branches[this.making.choices.choose(branches.length)];
      for (let i = 0; i < pick; i++) this.hold(values[i * 2], row, scope, false);
      const isElse = pick * 2 + 1 >= values.length;
      if (!isElse) this.hold(values[pick * 2], row, scope);
      this.want(isElse ? values[pick * 2] : values[pick * 2 + 1], row, scope, wanted);
      return;
    }
    if (name === 'strcat' || /^(bag_)?pack(_array|_dictionary)?$/.test(name)) {
      const open = values.filter((each) => this.making.closed.value(each, row, scope) === undefined);
      const rest =
        name === 'strcat' && open.length === 1 ? this.withoutEnds(values, open[0], row, scope, wanted) : wanted;
      if (rest !== wanted) {
        this.want(open[0], row, scope, rest);
        return;
      }
      if (wanted.is === 'eq' || wanted.not || open.length === 0) return;
      // A pattern is likelier to be one of the whole than of a part.
      if (wanted.is === 'regex' && this.making.choices.choose(2) === 0) this.touch(call, row, scope);
      else this.want(open[0], row, scope, wanted);
      return;
    }
    if (name === 'split') {
      if (wanted.is !== 'eq' && wanted.is !== 'in') this.want(first, row, scope, wanted);
      return;
    }
    if (name === 'array_length' || name === 'arraylength' || name === 'strlen') {
      this.length(first, row, scope, wanted);
      return;
    }
    if (name === 'hourofday' || name === 'dayofweek') {
      this.clock(call, row, scope, wanted);
      return;
    }
    const unit = unixUnits[/^unixtime_(.*)_todatetime$/.exec(name)?.[1] ?? ''];
    if (unit !== undefined) {
      this.want(first, row, scope, sinceUnix(wanted, unit));
      return;
    }
    if (name === 'datetime_diff' && third !== undefined) {
      this.arithmetic(
        { is: 'binary', operator: '-', left: second, right: third, span: call.span },
        row,
        scope,
        spanned(wanted, this.making.closed.value(first, row, scope)),
      );
      return;
    }
    if (this.isTest(name) && wanted.is === 'eq') {
      this.hold(call, row, scope, (wanted.values[0].value === true) !== (wanted.not === true));
      return;
    }
    const written = letNamed(name, scope);
    if (written?.is === 'function') {
      const [statement] = written.body.slice(-1);
      const columns = new Map(
        written.parameters.map((parameter, i): [string, Reference] => [
          parameter.name,
          values[i] === undefined ? { is: 'opaque' } : { is: 'made', expression: values[i], row, scope },
        ]),
      );
      if (statement?.is === 'expression')
        this.want(
          statement.value,
          row,
          { ...scope, lets: [...scope.lets, ...written.body.slice(0, -1)], columns },
          wanted,
        );
      return;
    }
    const slot = this.origins.slotOf({ is: 'made', expression: call, row, scope });
    if (slot !== undefined) this.aim(slot, wanted);
    else if (isPassing(name) && first !== undefined) this.want(subjectOf(call), row, scope, wanted);
  }

  /** What the one open part of a joined text must be, so that the whole is one of several texts. */
  private withoutEnds(parts: readonly Expression[], open: Expression, row: Row, scope: Scope, wanted: Goal): Goal {
    if (wanted.is !== 'eq' && wanted.is !== 'in') return wanted;
    const at = parts.indexOf(open);
    const joined = (some: readonly Expression[]) =>
      some.map((part) => textOf(this.making.closed.value(part, row, scope)?.value)).join('');
    const [start, end] = [joined(parts.slice(0, at)), joined(parts.slice(at + 1))];
    const values = wanted.values
      .map(({ value }) => textOf(value))
      .filter((text) => text.startsWith(start) && text.endsWith(end) && text.length >= start.length + end.length)
      .map((text): Constant => ({ type: 'string', value: text.slice(start.length, text.length - end.length) }));
    if (values.length === 0 && !wanted.not) throw new DeadEnd(`no text begins with ${start} and ends with ${end}`);
    return { ...wanted, values };
  }

  private length(of: Expression, row: Row, scope: Scope, wanted: Goal): void {
    const count = leastCount(wanted);
    if (count === undefined) return;
    const column = of.is === 'name' ? columnOf(of.name, row, scope) : undefined;
    const made: Made = column?.is === 'made' ? column : { is: 'made', expression: of, row, scope };
    const { expression } = made;
    if (expression.is === 'call' && made.row.group !== undefined && aggregateNamed(expression.name) !== undefined) {
      // What is collected must be there, and then differs from record to record.
      const of = expression.arguments[0]?.value;
      if (of !== undefined) this.touch(of, made.row.group.base, made.scope);
      this.repeat(made.row.group, count, made.scope);
      return;
    }
    const slot = this.origins.slotOf(made);
    if (slot === undefined) return;
    if (slot.self.delimiter !== undefined && expression.is === 'call' && expression.name === 'split') {
      if (count > 0) slot.member(count - 1);
      return;
    }
    if (slot.self.type === 'string' || wanted.is === 'eq' || slot.self.type === undefined) {
      this.aim(slot, goal('length', [{ type: 'long', value: count }]));
      return;
    }
    for (let i = 0; i < Math.min(count, 50); i++) slot.member(i);
  }

  private clock(call: Call, row: Row, scope: Scope, wanted: Goal): void {
    const is = call.name === 'hourofday' ? 'hour' : 'weekday';
    const unit = is === 'hour' ? 1 : 24 * 36_000_000_000;
    const all = Array.from({ length: is === 'hour' ? 24 : 7 }, (_, i) => i);
    const good = all.filter((each) => reaches(each, wanted) || reaches(each * unit, wanted));
    this.want(
      call.arguments[0].value,
      row,
      scope,
      goal(
        is,
        good.map((value) => ({ type: 'long', value })),
      ),
    );
  }

  /** Turns `a + 1 > 5` into `a > 4`; where neither side is constant, the second is chosen first. */
  private arithmetic(expression: Extract<Expression, { is: 'binary' }>, row: Row, scope: Scope, wanted: Goal): void {
    const { operator, left, right } = expression;
    if (!/^[-+*/]$/.test(operator)) {
      if (wanted.is === 'eq')
        this.hold(expression, row, scope, (wanted.values[0].value === true) !== (wanted.not === true));
      return;
    }
    const [before, after] = [left, right].map((side) => this.making.closed.value(side, row, scope));
    const other = after ?? before;
    if (other === undefined) {
      if (operator === '/') this.want(right, row, scope, goal('gt', [{ type: 'long', value: 0 }]));
      this.making.later.push(() => {
        const value = this.making.forward({ is: 'made', expression: right, row, scope });
        if (value === undefined) return;
        const found = shifted(wanted, operator, value, false);
        try {
          this.want(left, row, scope, found);
        } catch (error) {
          if (!(error instanceof DeadEnd)) throw error;
          this.insisting(() => this.want(left, row, scope, found));
        }
      });
      return;
    }
    this.want(after === undefined ? right : left, row, scope, shifted(wanted, operator, other, after === undefined));
  }

  private aggregate(call: Call, group: Group, scope: Scope, wanted: Goal): void {
    const known = aggregateNamed(call.name);
    const values = call.arguments.map(({ value }) => value);
    const condition = typeof known?.condition === 'number' ? values[known.condition] : undefined;
    const of = values[known?.condition === 0 ? 1 : 0];
    const isCount = /count|^cnt$/.test(call.name);
    const count = isCount ? leastCount(wanted) : undefined;
    if (isCount && count === undefined) return;
    if (isCount && count === 0) {
      if (condition !== undefined) this.hold(condition, group.base, scope, false);
      return;
    }
    const isSet = /^make_|^makeset|^makelist/.test(call.name);
    const needsOwn = condition !== undefined || (isSet && !wanted.not && wanted.is !== 'empty');
    // The least and the greatest may be of two records.
    const isOther = /^(min|max)$/.test(call.name) && orderGoal.test(wanted.is) && this.making.choices.choose(2) === 1;
    const { row, records } =
      isOther || (needsOwn && this.making.choices.choose(2) === 0)
        ? group.spawn()
        : { row: group.base, records: group.records };
    if (condition !== undefined) this.hold(condition, row, scope);
    if (count !== undefined) {
      // What is counted once for each value must have one, which then differs from record to record.
      if (/dcount|distinct/.test(call.name) && of !== undefined) this.touch(of, row, scope);
      this.repeat({ ...group, base: row, records }, count, scope);
    } else if (of !== undefined && of.is !== 'star') this.want(of, row, scope, wanted);
  }

  /** Sees to it that records have what an expression is made of. */
  private touch(expression: Expression, row: Row, scope: Scope): void {
    if (this.making.closed.value(expression, row, scope) !== undefined) return;
    if (this.origins.slotOf({ is: 'made', expression, row, scope }) !== undefined) return;
    if (expression.is === 'call') for (const { value } of expression.arguments) this.touch(value, row, scope);
    const column = expression.is === 'name' ? columnOf(expression.name, row, scope) : undefined;
    if (column?.is === 'made') this.touch(column.expression, column.row, column.scope);
  }

  /** What lies above an average needs many records that lie below. */
  quieten(reference: Reference): void {
    for (const { expression, row, scope } of this.origins.averagesIn(reference)) {
      const { group } = row;
      if (group === undefined || this.quiet.has(expression)) continue;
      this.quiet.add(expression);
      if (this.making.choices.choose(2) === 1) continue;
      const alike = [...group.keys, expression];
      const fixed = () =>
        new Set(
          alike
            .flatMap((each) => this.origins.slotsOf({ is: 'made', expression: each, row: group.base, scope }))
            .flatMap((slot) => slot.within()),
        );
      this.making.copies.push({ records: group.records, count: manyQuiet, fixed });
    }
  }

  /** Makes so many of the records of a group. */
  repeat(group: Group, count: number, scope?: Scope): void {
    if (count <= 1) return;
    if (count > 5000) throw new DeadEnd(`it takes ${count} records`);
    const { base, keys, records } = group;
    const fixed = (): Set<Slot> => {
      const slots = keys.flatMap((expression) =>
        this.origins.slotsOf({ is: 'made', expression, row: base, scope: scope ?? emptyScope }),
      );
      return new Set(slots.flatMap((slot) => slot.within()));
    };
    this.making.copies.push({ records: records as MadeRecord[], count, fixed });
  }
}

/** How many records keep an average from following one that is far from it. */
const manyQuiet = 20;
const emptyScope: Scope = { lets: [], tables: new Map(), columns: new Map() };
