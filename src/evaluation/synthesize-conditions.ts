import { aggregateNamed, type Call, type Expression, type InList } from '../kql/index.js';
import { Captures } from './synthesize-captures.js';
import {
  compared,
  flat,
  goal,
  leastCount,
  mirrored,
  orderGoal,
  orders,
  shifted,
  spanned,
} from './synthesize-comparisons.js';
import { numberOf, reaches, textOf } from './synthesize-goals.js';
import type { Choices, Closed, Copies, Group, Made, MadeRecord, Reference, Row, Scope } from './synthesize-rows.js';
import { columnTest, letNamed } from './synthesize-rows.js';
import { type Constant, DeadEnd, type Goal, type Slot } from './synthesize-slots.js';

/** What the making of one set of records keeps. */
export interface Making {
  readonly choices: Choices;
  readonly closed: Closed;
  readonly copies: Copies[];
  /** What can be said only when other values are chosen. */
  readonly later: (() => void)[];
  /** The value that an expression would have. */
  forward(made: Made): Constant | undefined;
  rowOf(table: Expression, scope: Scope): Row;
}

/** Functions whose value is that of their first argument in other clothes. */
const passing = new Set(
  (
    'tostring tolower toupper trim trim_start trim_end toint tolong todouble toreal todecimal todatetime totimespan tobool toboolean todynamic parse_json ' +
    'parsejson bin floor startofday startofhour endofday url_decode url_encode replace replace_string replace_regex coalesce guid toguid round ceiling ' +
    'strcat_array make_datetime materialize format_datetime parse_xml abs array_concat set_difference set_union array_sort_asc ' +
    'array_sort_desc array_slice'
  ).split(' '),
);
/** Functions whose first argument is an array. */
const lists = new Set('array_concat set_difference set_union array_sort_asc array_sort_desc array_slice'.split(' '));
const conversions: Readonly<Record<string, Slot['hint']>> = {
  ...Object.fromEntries(
    'toint tolong todouble toreal todecimal round ceiling abs'.split(' ').map((name) => [name, 'long']),
  ),
  ...Object.fromEntries(
    'todatetime startofday startofhour endofday make_datetime format_datetime'
      .split(' ')
      .map((name) => [name, 'datetime']),
  ),
  totimespan: 'timespan',
  tobool: 'bool',
  toboolean: 'bool',
};
const parsing = new Set(['parse_json', 'parsejson', 'todynamic']);
const folding = new Set(['tolower', 'toupper']);
const empties = new Set(['isempty', 'isnull']);
const filled = new Set(['isnotempty', 'isnotnull', 'notempty', 'notnull']);
const addressTests = /^ipv[46]_is_(in_range|in_any_range|match)$/;
const otherTests = new Set('not ipv4_is_private set_has_element array_index_of has_ipv4 has_any_ipv4'.split(' '));

/** Works a condition back to what the fields of records must be. */
export class Conditions {
  private readonly captures: Captures;

  constructor(private readonly making: Making) {
    this.captures = new Captures(making.closed, (made) => this.slotOf(made));
  }

  /** Makes a condition true, or false. */
  hold(expression: Expression, row: Row, scope: Scope, truth = true): void {
    const constant = this.making.closed.value(expression, row, scope);
    if (constant !== undefined) {
      if ((constant.value === true) !== truth) throw new DeadEnd('a condition that no record changes');
      return;
    }
    switch (expression.is) {
      case 'binary':
        this.binary(expression, row, scope, truth);
        return;
      case 'in':
        this.listed(expression, row, scope, truth);
        return;
      case 'between': {
        const { left, low, span, negated } = expression;
        const high = this.upper(expression, row, scope);
        const both = (operator: string, right: Expression) =>
          this.binary({ is: 'binary', operator, left, right, span }, row, scope, true);
        if (negated !== truth) {
          both('>=', low);
          both('<=', high);
        } else if (this.making.choices.choose(2) === 0) both('>', high);
        else both('<', low);
        return;
      }
      case 'call':
        this.called(expression, row, scope, truth);
        return;
      default:
        this.want(expression, row, scope, goal('eq', [{ type: 'bool', value: truth }]));
    }
  }

  /** The upper bound of `between`: behind a time, a span is counted from it. */
  private upper({ low, high, span }: Extract<Expression, { is: 'between' }>, row: Row, scope: Scope): Expression {
    const [from, to] = [low, high].map((each) => this.making.closed.value(each, row, scope)?.type);
    if (from !== 'datetime' || to !== 'timespan') return high;
    return { is: 'binary', operator: '+', left: low, right: high, span };
  }

  private binary(expression: Extract<Expression, { is: 'binary' }>, row: Row, scope: Scope, truth: boolean): void {
    const { operator, left, right } = expression;
    if (operator === 'and' || operator === 'or') {
      if ((operator === 'and') === truth) for (const side of [left, right]) this.hold(side, row, scope, truth);
      else this.hold(this.making.choices.choose(2) === 0 ? left : right, row, scope, truth);
      return;
    }
    const value = this.making.closed.value(right, row, scope);
    if (value !== undefined) {
      if (value.type === 'bool' && typeof value.value === 'boolean' && /^[=!]=$/.test(operator)) {
        this.hold(left, row, scope, ((operator === '==') === value.value) === truth);
        return;
      }
      const found = compared(operator, value, truth);
      if (found !== undefined) this.want(left, row, scope, found);
      return;
    }
    const before = this.making.closed.value(left, row, scope);
    if (before !== undefined && (mirrored[operator] !== undefined || /^[=!][=~]$/.test(operator))) {
      const found = compared(mirrored[operator] ?? operator, before, truth);
      if (found !== undefined) this.want(right, row, scope, found);
      return;
    }
    if ((operator === '==' || operator === '=~') && truth) {
      this.unite({ is: 'made', expression: left, row, scope }, { is: 'made', expression: right, row, scope });
      return;
    }
    this.making.later.push(() => this.settle(expression, row, scope, truth));
  }

  /** Chooses one side of a comparison, and makes the other fit; where that one is chosen already, it is the other way round. */
  private settle(
    { operator, left, right }: Extract<Expression, { is: 'binary' }>,
    row: Row,
    scope: Scope,
    truth: boolean,
  ): void {
    const turned = mirrored[operator] ?? (/^[=!][=~]$/.test(operator) ? operator : undefined);
    const fit = (side: Expression, by: string, to: Expression) => {
      const other = this.making.forward({ is: 'made', expression: to, row, scope });
      const found = other && other.value !== null ? compared(by, other, truth) : undefined;
      if (found !== undefined) this.want(side, row, scope, found);
      return found !== undefined;
    };
    try {
      if (fit(left, operator, right) || turned === undefined) return;
    } catch (error) {
      if (!(error instanceof DeadEnd) || turned === undefined) throw error;
    }
    if (fit(right, turned, left) || orders[operator] === undefined) return;
    // Neither is known: what has to be more is made much more.
    const isMore = /^>/.test(operator) === truth;
    this.want(isMore ? left : right, row, scope, goal('ge', [{ type: 'long', value: 60 }]));
  }

  private listed({ operator, left, list }: InList, row: Row, scope: Scope, given: boolean): void {
    const truth = operator.startsWith('!') ? !given : given;
    const cased = operator === 'in' || operator === '!in';
    const values: Constant[] = [];
    for (const item of list) {
      const rows = isTabular(item, scope) ? this.making.closed.table(item, scope) : undefined;
      const constant = rows === undefined ? this.making.closed.value(item, row, scope) : undefined;
      if (rows !== undefined) values.push(...rows.flatMap((each) => [...each.values()].slice(0, 1)).flatMap(flat));
      else if (constant !== undefined) values.push(...flat(constant));
      else if (truth) {
        this.oneOf(left, item, row, scope);
        return;
      } else return;
    }
    if (operator === 'has_all' && truth) for (const value of values) this.want(left, row, scope, goal('has', [value]));
    else this.want(left, row, scope, goal(operator.startsWith('has') ? 'has' : 'in', values, cased, !truth));
  }

  /** A value is what some row of a table has, or another value of the row. */
  private oneOf(left: Expression, item: Expression, row: Row, scope: Scope): void {
    const mine: Made = { is: 'made', expression: left, row, scope };
    if (
      !isTabular(item, scope) &&
      item.is !== 'pipeline' &&
      row.column(item.is === 'name' ? item.name : '') !== undefined
    ) {
      this.unite(mine, { is: 'made', expression: item, row, scope });
      return;
    }
    const other = this.making.rowOf(item, scope);
    const [first] = other.columns.values();
    if (first !== undefined) this.unite(mine, first);
  }

  private called(call: Call, row: Row, scope: Scope, truth: boolean): void {
    const [first, ...others] = call.arguments.map(({ value }) => value);
    const { name } = call;
    if (name === 'not') {
      this.hold(first, row, scope, !truth);
      return;
    }
    if (empties.has(name) || filled.has(name)) {
      this.want(first, row, scope, goal('empty', [], false, filled.has(name) === truth));
      return;
    }
    if (addressTests.test(name)) {
      const ranges = others.flatMap((each) =>
        flat(this.making.closed.value(each, row, scope) ?? { type: 'string', value: [] }),
      );
      const texts = ranges.filter(({ value }) => typeof value === 'string');
      if (texts.length > 0) this.want(first, row, scope, goal('cidr', texts, false, !truth));
      return;
    }
    if (name === 'ipv4_is_private') {
      this.want(first, row, scope, goal('private', [], false, !truth));
      return;
    }
    if (name === 'set_has_element' || name === 'array_index_of') {
      const value = this.making.closed.value(others[0], row, scope);
      if (value !== undefined) {
        this.want(first, row, scope, goal('contains', [value], false, !truth));
        return;
      }
      const list = this.making.closed.value(first, row, scope);
      if (list !== undefined) this.want(others[0], row, scope, goal('in', flat(list), true, !truth));
      return;
    }
    if (name === 'has_ipv4' || name === 'has_any_ipv4') {
      const values = others.flatMap((each) =>
        flat(this.making.closed.value(each, row, scope) ?? { type: 'string', value: [] }),
      );
      this.want(first, row, scope, goal('has', values, false, !truth));
      return;
    }
    this.want(call, row, scope, goal('eq', [{ type: 'bool', value: truth }]));
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
    const [a, b] = [this.slotOf(one), this.slotOf(two)];
    if (a !== undefined && b !== undefined) {
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
      if (value !== undefined) this.wantOf(to, goal('eq', [value]));
    });
  }

  private constantOf(reference: Reference): Constant | undefined {
    if (reference.is === 'constant') return reference.constant;
    return reference.is === 'made'
      ? this.making.closed.value(reference.expression, reference.row, reference.scope)
      : undefined;
  }

  private wantOf(reference: Reference, wanted: Goal): void {
    if (reference.is === 'slot') aim(reference.slot, wanted);
    else if (reference.is === 'made') this.want(reference.expression, reference.row, reference.scope, wanted);
    else if (reference.is === 'constant' && !reaches(reference.constant.value, wanted))
      throw new DeadEnd(`${textOf(reference.constant.value)} is fixed`);
  }

  /** The value of a record that an expression is, perhaps in other clothes. */
  slotOf(reference: Reference): Slot | undefined {
    if (reference.is === 'slot') return reference.slot;
    if (reference.is !== 'made') return undefined;
    const { expression, row, scope } = reference;
    const inner = (of: Expression) => this.slotOf({ is: 'made', expression: of, row, scope });
    switch (expression.is) {
      case 'name': {
        const column = columnOf(expression.name, row, scope);
        return column && this.slotOf(column);
      }
      case 'member':
        return inner(expression.object)?.member(expression.name);
      case 'element': {
        const index = this.making.closed.value(expression.index, row, scope)?.value;
        if (typeof index !== 'string' && typeof index !== 'number') return undefined;
        return this.elementOf(expression.object, Number(index) < 0 ? 0 : index, row, scope);
      }
      case 'call': {
        const [first, second] = expression.arguments.map(({ value }) => value);
        if (columnTest.test(expression.name)) return this.slotOf(this.columnIfThere(expression, row, scope));
        if (/^extract(_?all)?$/.test(expression.name)) return this.captures.of(expression, row, scope);
        if (expression.name === 'coalesce' && this.making.choices.choose(2) === 1) return inner(second);
        if (!passing.has(expression.name) || first === undefined) return undefined;
        const slot = inner(subjectOf(expression));
        if (slot !== undefined) slot.self.hint ??= this.hintOf(expression, row, scope);
        if (slot !== undefined && expression.name === 'parse_xml') slot.self.isXml = true;
        if (slot !== undefined && lists.has(expression.name)) {
          slot.member(0);
          if (second !== undefined) inner(second)?.member(0);
        }
        if (slot !== undefined && folding.has(expression.name)) slot.self.folded = true;
        if (slot !== undefined && parsing.has(expression.name) && slot.self.type !== 'dynamic') slot.self.isText = true;
        return slot;
      }
      default:
        return undefined;
    }
  }

  /** The type that a function takes its first argument for. */
  private hintOf({ name, arguments: given }: Call, row: Row, scope: Scope): Slot['hint'] {
    if (name === 'bin' || name === 'floor') {
      const type = this.making.closed.value(given[1]?.value, row, scope)?.type;
      return type === 'timespan' ? 'datetime' : type === undefined ? undefined : 'long';
    }
    return conversions[name];
  }

  /** The column that `column_ifexists` names, or what it gives otherwise. */
  columnIfThere(call: Call, row: Row, scope: Scope): Reference {
    const [named, otherwise] = call.arguments.map(({ value }) => value);
    const name = this.making.closed.value(named, row, scope)?.value;
    return row.column(String(name)) ?? { is: 'made', expression: otherwise, row, scope };
  }

  private elementOf(object: Expression, index: string | number, row: Row, scope: Scope): Slot | undefined {
    if (object.is === 'call' && object.name === 'split') {
      const [first, cut] = object.arguments.map(({ value }) => value);
      const slot = this.slotOf({ is: 'made', expression: first, row, scope });
      const delimiter = this.making.closed.value(cut, row, scope)?.value;
      if (slot === undefined || typeof delimiter !== 'string') return undefined;
      slot.self.delimiter = delimiter;
      return slot.member(index);
    }
    if (object.is === 'call' && object.name === 'array_slice' && typeof index === 'number') {
      const [list, from] = object.arguments.map(({ value }) => value);
      const start = numberOf(this.making.closed.value(from, row, scope)?.value);
      if (start > 0) return this.slotOf({ is: 'made', expression: list, row, scope })?.member(start + index);
    }
    return this.slotOf({ is: 'made', expression: object, row, scope })?.member(index);
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
        const slot = this.slotOf({ is: 'made', expression, row, scope });
        if (slot !== undefined) aim(slot, wanted);
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
    if (columnTest.test(name)) {
      this.wantOf(this.columnIfThere(call, row, scope), wanted);
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
    if (name === 'datetime_diff' && third !== undefined) {
      this.arithmetic(
        { is: 'binary', operator: '-', left: second, right: third, span: call.span },
        row,
        scope,
        spanned(wanted, this.making.closed.value(first, row, scope)),
      );
      return;
    }
    if (isTest(name) && wanted.is === 'eq') {
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
    const slot = this.slotOf({ is: 'made', expression: call, row, scope });
    if (slot !== undefined) aim(slot, wanted);
    else if (passing.has(name) && first !== undefined) this.want(subjectOf(call), row, scope, wanted);
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
    const slot = this.slotOf(made);
    if (slot === undefined) return;
    if (slot.self.type === 'string' || wanted.is === 'eq' || slot.self.type === undefined) {
      aim(slot, goal('length', [{ type: 'long', value: count }]));
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
        if (value !== undefined) this.want(left, row, scope, shifted(wanted, operator, value, false));
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
    if (this.slotOf({ is: 'made', expression, row, scope }) !== undefined) return;
    if (expression.is === 'call') for (const { value } of expression.arguments) this.touch(value, row, scope);
    const column = expression.is === 'name' ? row.column(expression.name) : undefined;
    if (column?.is === 'made') this.touch(column.expression, column.row, column.scope);
  }

  /** Makes so many of the records of a group. */
  repeat(group: Group, count: number, scope?: Scope): void {
    if (count <= 1) return;
    if (count > 5000) throw new DeadEnd(`it takes ${count} records`);
    const { base, keys, records } = group;
    const fixed = (): Set<Slot> => {
      const slots = keys.map((expression) =>
        this.slotOf({ is: 'made', expression, row: base, scope: scope ?? emptyScope }),
      );
      return new Set(slots.flatMap((slot) => (slot === undefined ? [] : [slot.self])));
    };
    this.making.copies.push({ records: records as MadeRecord[], count, fixed });
  }
}

/** The argument whose value a function gives in other clothes. */
function subjectOf({ name, arguments: given }: Call): Expression {
  const place = /^trim/.test(name) ? 1 : name === 'replace' ? 2 : 0;
  return (given[place] ?? given[0]).value;
}

/** What a joined text is made of. */
function partsOf(reference: Reference): Reference[] {
  if (reference.is !== 'made') return [];
  const { expression, row, scope } = reference;
  if (expression.is === 'name') {
    const column = columnOf(expression.name, row, scope);
    return column === undefined ? [] : partsOf(column);
  }
  if (expression.is !== 'call' || !/^(strcat|tostring|tolower|toupper)$/.test(expression.name)) return [];
  const parts = expression.arguments.map(({ value }): Reference => ({ is: 'made', expression: value, row, scope }));
  return expression.name === 'strcat' ? parts : partsOf(parts[0]);
}

/** Whether a function is a condition that is worked back. */
function isTest(name: string): boolean {
  return empties.has(name) || filled.has(name) || otherTests.has(name) || addressTests.test(name);
}

const emptyScope: Scope = { lets: [], tables: new Map(), columns: new Map() };

function columnOf(name: string, row: Row, scope: Scope): Reference | undefined {
  return scope.columns.get(name) ?? row.column(name);
}

function aim(slot: Slot, wanted: Goal): void {
  const { chosen } = slot.self;
  for (const value of chosen.values())
    if (!reaches(value, wanted)) throw new DeadEnd(`${slot.name} is ${textOf(value)} already`);
  slot.add(wanted);
}

function isTabular(item: Expression, scope: Scope): boolean {
  if (item.is === 'pipeline' || item.is === 'datatable' || item.is === 'externaldata') return true;
  if (item.is === 'call' && item.name === 'materialize') return true;
  const value = item.is === 'name' ? letNamed(item.name, scope) : undefined;
  return value !== undefined && value.is !== 'function' && isTabular(value, scope);
}
