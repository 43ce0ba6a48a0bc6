import type { Span } from '../../base/span.js';
import { partsOf } from '../plan/connectives.js';
import type { Execution } from '../plan/execution.js';
import type { Bound } from '../plan/nodes.js';
import { type Cell, cellOf } from '../types/cell.js';
import { type BoolColumn, type Column, valueReader } from '../types/column.js';
import type { Batch, ColumnDeclaration } from '../types/table.js';
import type { Value } from '../types/value.js';
import { language } from './language.js';

/** The predicate that kept a row from passing: what it looked at, what it wanted and what it found. */
export interface Deciding {
  readonly predicate: Span;
  readonly reason: DecidingReason;
  /** The one expression that is no constant, and its column where it is one. */
  readonly field?: Span;
  readonly column?: string;
  readonly expected?: Cell;
  readonly actual?: Cell;
  /** Whether every other condition on these rows holds. */
  readonly near: boolean;
}

export type DecidingReason =
  | 'value differs'
  | 'case differs'
  | 'term boundary'
  | 'null'
  | 'type coerced'
  | 'below threshold'
  | 'excluded';

/** A predicate without `and` and `or`, by what it looks at; without a `field` where that is not one expression. */
interface Leaf {
  readonly name: string;
  readonly field?: Bound;
  readonly about: Omit<Deciding, 'near' | 'reason' | 'actual'>;
  readonly expected: readonly Cell[];
  /** Whether the field stands on the right. */
  readonly isRight: boolean;
}

/** Finds the part of a predicate that decides against rows of one batch; `also` are conditions that come right after. */
export class Decider {
  private readonly columns = new Map<Bound, Column>();
  private readonly own: readonly Bound[];
  private readonly all: readonly Bound[];
  private readonly ways = new Map<Bound, readonly (readonly Bound[])[]>();
  private readonly leaves = new Map<Bound, Leaf>();

  constructor(
    predicate: Bound,
    also: readonly Bound[],
    private readonly batch: Batch,
    private readonly rows: Int32Array,
    private readonly given: {
      readonly columns: readonly ColumnDeclaration[];
      readonly execution: Execution;
      /** Whether the rows are groups, so that numbers in them are counts. */
      readonly areGroups: boolean;
    },
  ) {
    this.own = partsOf('and', predicate);
    this.all = [...this.own, ...also.flatMap((each) => partsOf('and', each))];
  }

  /** With `onlyTelling` nothing is said of a row that came not near, lacks no value and is no group below a threshold. */
  decide(row: number, onlyTelling = false): Deciding | undefined {
    const failing = this.own.find((part) => !this.holds(part, row));
    if (failing === undefined) return undefined;
    const { leaf, isEnough } = this.leafOf(failing, row);
    const { all } = this;
    const near = isEnough && all.length > 1 && all.every((part) => part === failing || this.holds(part, row));
    if (onlyTelling && !near && !this.isTelling(leaf, row)) return undefined;
    return { ...this.described(leaf, row), near };
  }

  private isTelling(leaf: Bound, row: number): boolean {
    const { name, field, isRight } = this.leaf(leaf, row);
    if (field === undefined || isNegative(name)) return false;
    const value = this.value(field, row);
    return value === null || value === '' || this.isBelow(name, value, isRight);
  }

  /** Whether a value of a group is too small for a comparison. */
  private isBelow(name: string, value: Value, isRight: boolean): boolean {
    const above = isRight ? /^<=?$/ : /^>=?$/;
    return this.given.areGroups && above.test(name) && typeof value !== 'string';
  }

  private holds(bound: Bound, row: number): boolean {
    const { values, nulls } = this.column(bound) as BoolColumn;
    return values[row] === 1 && (nulls === undefined || nulls[row] === 0);
  }

  private column(bound: Bound): Column {
    let column = this.columns.get(bound);
    if (column === undefined) {
      column = this.given.execution.compile(bound, this.given.columns).evaluate(this.batch, this.rows);
      this.columns.set(bound, column);
    }
    return column;
  }

  /** A predicate that fails, of several ways to pass in the one that came nearest; whether it alone kept the row from passing. */
  private leafOf(bound: Bound, row: number): { readonly leaf: Bound; readonly isEnough: boolean } {
    const ways = this.waysOf(bound);
    if (ways.length === 1 && ways[0].length === 1) return { leaf: bound, isEnough: true };
    const [{ parts, failing }] = ways
      .map((parts) => ({ parts, failing: parts.filter((part) => !this.holds(part, row)) }))
      .sort((one, other) => one.failing.length - other.failing.length || other.parts.length - one.parts.length);
    const { leaf, isEnough } = this.leafOf(failing[0] ?? parts[0], row);
    return { leaf, isEnough: isEnough && failing.length === 1 };
  }

  /** The ways to meet a condition, each all of its parts. */
  private waysOf(bound: Bound): readonly (readonly Bound[])[] {
    let ways = this.ways.get(bound);
    if (ways === undefined) {
      ways = partsOf('or', bound).map((way) => partsOf('and', way));
      this.ways.set(bound, ways);
    }
    return ways;
  }

  private described(leaf: Bound, row: number): Omit<Deciding, 'near'> {
    const { name, field, about, expected, isRight } = this.leaf(leaf, row);
    if (field === undefined) return { ...about, reason: isNegative(name) ? 'excluded' : 'value differs' };
    const value = this.value(field, row);
    const reason = this.reason(name, field, value, expected, isRight, row);
    return { ...about, reason, actual: cellOf(value, field.type) };
  }

  /** What is so of a leaf whatever the row: constants have their value in each. */
  private leaf(leaf: Bound, row: number): Leaf {
    let known = this.leaves.get(leaf);
    if (known === undefined) {
      known = this.looked(leaf, row);
      this.leaves.set(leaf, known);
    }
    return known;
  }

  private looked(leaf: Bound, row: number): Leaf {
    const name = leaf.is === 'call' ? leaf.function : '';
    const args = leaf.is === 'call' ? leaf.arguments : [leaf];
    const looked = args.filter((arg) => !isConstant(arg));
    if (looked.length !== 1) return { name, about: { predicate: leaf.span }, expected: [], isRight: false };
    const [field] = looked;
    const constants = args.filter((arg) => arg !== field);
    const expected = constants.map((arg) => cellOf(this.value(arg, row), arg.type));
    const inner = innermost(field);
    const about = {
      predicate: leaf.span,
      field: field.span,
      ...(inner.is === 'column' && { column: inner.name }),
      ...(expected.length > 0 && { expected: shortened(expected.length === 1 ? expected[0] : expected) }),
    };
    return { name, field, about, expected, isRight: args.indexOf(field) > 0 };
  }

  private reason(
    name: string,
    field: Bound,
    value: Value,
    expected: readonly Cell[],
    isRight: boolean,
    row: number,
  ): DecidingReason {
    if (isNegative(name)) return 'excluded';
    if (value === null || value === '') {
      const inner = innermost(field);
      const source = inner === field || isConstant(inner) ? null : this.value(inner, row);
      return source === null || source === '' || field.type === 'string' ? 'null' : 'type coerced';
    }
    if (this.isBelow(name, value, isRight)) return 'below threshold';
    return typeof value === 'string' ? textReason(name, value, expected.flat().map(String)) : 'value differs';
  }

  private value(bound: Bound, row: number): Value {
    return valueReader(this.column(bound))(row);
  }
}

function isConstant(bound: Bound): boolean {
  switch (bound.is) {
    case 'column':
      return false;
    case 'call':
      return language.functions.get(bound.function)?.volatile !== true && bound.arguments.every(isConstant);
    case 'convert':
    case 'output':
      return isConstant(bound.value);
    default:
      return true;
  }
}

/** The column or path under conversions and functions of one argument that is no constant. */
function innermost(bound: Bound): Bound {
  if (bound.is === 'convert' || bound.is === 'output') return innermost(bound.value);
  if (bound.is !== 'call') return bound;
  const changing = bound.arguments.filter((each) => !isConstant(each));
  return changing.length === 1 ? innermost(changing[0]) : bound;
}

const isNegative = (name: string) => name.startsWith('!') || name === 'not' || name === '<>';

/** Why a text does not match, by the operator that looked at it. */
function textReason(name: string, actual: string, expected: readonly string[]): DecidingReason {
  const lower = actual.toLowerCase();
  const inAnyCase = (test: (text: string, part: string) => boolean) =>
    expected.some((part) => test(lower, part.toLowerCase()));
  if (name === '==' || name === 'in')
    return inAnyCase((text, part) => text === part) ? 'case differs' : 'value differs';
  if (name.endsWith('_cs') && !expected.some((part) => actual.includes(part)))
    return inAnyCase((text, part) => text.includes(part)) ? 'case differs' : 'value differs';
  if (name.startsWith('has') && inAnyCase((text, part) => text.includes(part))) return 'term boundary';
  return 'value differs';
}

const mostListed = 20;

function shortened(cell: Cell): Cell {
  return Array.isArray(cell) && cell.length > mostListed ? cell.slice(0, mostListed) : cell;
}
