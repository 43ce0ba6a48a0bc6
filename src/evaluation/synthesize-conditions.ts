import type { Call, Expression, InList } from '../kql/index.js';
import { compared, flat, goal, mirrored, orders } from './synthesize-comparisons.js';
import { type Making, Origins } from './synthesize-origins.js';
import { columnOf, letNamed, type Made, type Row, type Scope } from './synthesize-rows.js';
import { type Constant, DeadEnd, type Goal } from './synthesize-slots.js';
import { Wants } from './synthesize-wants.js';

const empties = new Set(['isempty', 'isnull']);
const filled = new Set(['isnotempty', 'isnotnull', 'notempty', 'notnull']);
const addressTests = /^ipv[46]_is_(in_range|in_any_range|match)$/;
const otherTests = new Set('not ipv4_is_private set_has_element array_index_of has_ipv4 has_any_ipv4'.split(' '));

/** Works a condition back to what the fields of records must be. */
export class Conditions {
  readonly origins: Origins;
  readonly wants: Wants;

  constructor(private readonly making: Making) {
    this.origins = new Origins(making);
    this.wants = new Wants(making, this.origins, (...condition) => this.hold(...condition), isTest);
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
    if (from === 'timespan' || to !== 'timespan') return high;
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
      this.wants.unite({ is: 'made', expression: left, row, scope }, { is: 'made', expression: right, row, scope });
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
      if (found !== undefined && /^g[te]$/.test(found.is))
        this.wants.quieten({ is: 'made', expression: to, row, scope });
      return found !== undefined;
    };
    try {
      if (fit(left, operator, right) || turned === undefined) return;
    } catch (error) {
      if (!(error instanceof DeadEnd) || turned === undefined) throw error;
    }
    try {
      if (fit(right, turned, left) || orders[operator] === undefined) return;
    } catch (error) {
      if (!(error instanceof DeadEnd)) throw error;
      this.wants.insisting(() => fit(left, operator, right));
      return;
    }
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
    const list: Made = { is: 'made', expression: item, row, scope };
    const element = isTabular(item, scope) ? undefined : this.origins.listedIn(list);
    const isColumn = item.is === 'name' && letNamed(item.name, scope) === undefined;
    if (element !== undefined || (isColumn && columnOf(item.name, row, scope) !== undefined)) {
      this.wants.unite(mine, element ?? list);
      return;
    }
    const other = this.making.rowOf(item, scope);
    const [first] = other.columns.values();
    const collected = first && this.origins.listedIn(first);
    // A row that holds a list is one value.
    const isWhole = collected !== undefined && this.making.choices.choose(2) === 1;
    if (first !== undefined) this.wants.unite(mine, isWhole ? first : (collected ?? first));
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

  private want(expression: Expression, row: Row, scope: Scope, wanted: Goal): void {
    this.wants.want(expression, row, scope, wanted);
  }
}

/** Whether a function is a condition that is worked back. */
function isTest(name: string): boolean {
  return empties.has(name) || filled.has(name) || otherTests.has(name) || addressTests.test(name);
}

function isTabular(item: Expression, scope: Scope): boolean {
  if (item.is === 'pipeline' || item.is === 'datatable' || item.is === 'externaldata') return true;
  if (item.is === 'call' && item.name === 'materialize') return true;
  const value = item.is === 'name' ? letNamed(item.name, scope) : undefined;
  return value !== undefined && value.is !== 'function' && isTabular(value, scope);
}
