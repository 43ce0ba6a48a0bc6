import type { Call, Expression } from '../kql/index.js';
import { Captures, type Pair } from './synthesize-captures.js';
import { numberOf } from './synthesize-goals.js';
import {
  type Choices,
  type Closed,
  type Copies,
  columnOf,
  columnTest,
  type Made,
  type Reference,
  type Row,
  type Scope,
} from './synthesize-rows.js';
import { type Constant, DeadEnd, type Slot } from './synthesize-slots.js';

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
const collecting = /^make_?(set|list)(_if)?$/;

/** Finds the values of records that expressions are, perhaps in other clothes. */
export class Origins {
  private readonly captures: Captures;
  /** Which value of a `coalesce` counts in a row. */
  private readonly coalesced = new WeakMap<Row, Map<Call, boolean>>();
  /** The values of `toscalar`, each the same wherever it is read. */
  private readonly scalars = new Map<Call, Reference>();

  constructor(private readonly making: Making) {
    this.captures = new Captures(
      making.closed,
      (made) => this.slotOf(made),
      (made) => this.pairIn(made),
    );
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
        const index =
          this.making.closed.value(expression.index, row, scope)?.value ?? this.fromEnd(expression, row, scope);
        if (typeof index !== 'string' && typeof index !== 'number') return undefined;
        return this.elementOf(expression.object, index, row, scope);
      }
      case 'call': {
        const [first, second] = expression.arguments.map(({ value }) => value);
        if (expression.name === 'toscalar') return this.slotOf(this.scalarOf(expression, scope));
        if (columnTest.test(expression.name)) return this.slotOf(this.columnIfThere(expression, row, scope));
        if (/^extract(_?all)?$/.test(expression.name)) return this.captures.of(expression, row, scope);
        if (expression.name === 'coalesce' && this.isSecond(expression, row)) return inner(second);
        if (expression.name === 'split') return this.cut(expression, row, scope);
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

  /** The values of records that an expression is made of. */
  slotsOf(reference: Reference): Slot[] {
    const slot = this.slotOf(reference);
    if (slot !== undefined) return [slot];
    if (reference.is !== 'made') return [];
    const { expression, row, scope } = reference;
    if (this.making.closed.value(expression, row, scope) !== undefined) return [];
    const inner = (of: Expression) => this.slotsOf({ is: 'made', expression: of, row, scope });
    if (expression.is === 'call') return expression.arguments.flatMap(({ value }) => inner(value));
    if (expression.is === 'binary') return [...inner(expression.left), ...inner(expression.right)];
    const column = expression.is === 'name' ? columnOf(expression.name, row, scope) : undefined;
    return column === undefined ? [] : this.slotsOf(column);
  }

  /** What is averaged for an expression, read in the rows of the averages. */
  averagesIn(reference: Reference): Made[] {
    if (reference.is !== 'made') return [];
    const { expression, row, scope } = reference;
    if (this.making.closed.value(expression, row, scope) !== undefined) return [];
    const inner = (of: Expression) => this.averagesIn({ is: 'made', expression: of, row, scope });
    if (expression.is === 'binary') return [...inner(expression.left), ...inner(expression.right)];
    if (expression.is === 'name') {
      const column = columnOf(expression.name, row, scope);
      return column === undefined ? [] : this.averagesIn(column);
    }
    if (expression.is !== 'call') return [];
    if (expression.name === 'toscalar') return this.averagesIn(this.scalarOf(expression, scope));
    const values = expression.arguments.map(({ value }) => value);
    const isAverage = row.group !== undefined && /^(avg|stdevp?|variancep?|percentiles?)$/.test(expression.name);
    return isAverage ? [{ is: 'made', expression: values[0], row, scope }] : values.flatMap(inner);
  }

  /** Whether the second of the values of a `coalesce` is the one that counts, the same each time it is asked. */
  private isSecond(call: Call, row: Row): boolean {
    const known = this.coalesced.get(row) ?? new Map<Call, boolean>();
    this.coalesced.set(row, known);
    const isSecond = known.get(call) ?? this.making.choices.choose(2) === 1;
    known.set(call, isSecond);
    return isSecond;
  }

  /** A text that `split` cuts: its members are the parts. */
  private cut(call: Call, row: Row, scope: Scope): Slot | undefined {
    const [text, cut] = call.arguments.map(({ value }) => value);
    const slot = this.slotOf({ is: 'made', expression: text, row, scope });
    const delimiter = this.making.closed.value(cut, row, scope)?.value;
    if (slot === undefined || typeof delimiter !== 'string' || delimiter === '') return undefined;
    return slot.cutAt(delimiter) ? slot : undefined;
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

  /** The place of `list[array_length(list) - n]`, counted from the end. */
  private fromEnd({ index }: Extract<Expression, { is: 'element' }>, row: Row, scope: Scope): number | undefined {
    if (index.is !== 'binary' || index.operator !== '-' || index.left.is !== 'call') return undefined;
    if (!/^array_?length$/.test(index.left.name)) return undefined;
    const by = this.making.closed.value(index.right, row, scope)?.value;
    return typeof by === 'number' ? -by : undefined;
  }

  private elementOf(object: Expression, index: string | number, row: Row, scope: Scope): Slot | undefined {
    if (object.is === 'call' && object.name === 'array_slice' && typeof index === 'number') {
      const [list, from] = object.arguments.map(({ value }) => value);
      const start = numberOf(this.making.closed.value(from, row, scope)?.value);
      if (start > 0) return this.slotOf({ is: 'made', expression: list, row, scope })?.member(start + index);
    }
    const slot = this.slotOf({ is: 'made', expression: object, row, scope });
    // Only what is cut out of a text is written from its end as well.
    return slot?.member(typeof index === 'number' && slot.self.delimiter === undefined ? Math.max(index, 0) : index);
  }

  /** The value of `toscalar`: that of the first column of a row of its table, where there is a way to one. */
  scalarOf(call: Call, scope: Scope): Reference {
    const found = this.scalars.get(call) ?? this.firstIn(call.arguments[0].value, scope);
    this.scalars.set(call, found);
    return found;
  }

  private firstIn(table: Expression, scope: Scope): Reference {
    try {
      const [first] = this.making.rowOf(table, scope).columns.values();
      return first ?? { is: 'opaque' };
    } catch (error) {
      if (!(error instanceof DeadEnd)) throw error;
      return { is: 'opaque' };
    }
  }

  /** What is collected in a list that the query makes itself. */
  listedIn(reference: Reference): Made | undefined {
    const collected = this.collected(reference, collecting);
    return collected && { ...collected, row: collected.row.group?.base ?? collected.row };
  }

  /** A property, in a record of its own, of a bag or of a list of bags that the query makes itself. */
  private pairIn(reference: Reference): Pair | undefined {
    const { expression, row, scope } = this.collected(reference, /^make_/) ?? {};
    if (expression?.is !== 'call' || !/^(bag_)?pack(_dictionary)?$/.test(expression.name)) return undefined;
    const own = row?.group?.spawn().row;
    if (own === undefined || scope === undefined) return undefined;
    const [key, value] = expression.arguments.map((each) =>
      this.slotOf({ is: 'made', expression: each.value, row: own, scope }),
    );
    return key && value && { key, value };
  }

  /** What an aggregate collects, read in the row of the aggregate. */
  private collected(reference: Reference, by: RegExp): Made | undefined {
    if (reference.is !== 'made') return undefined;
    const { expression, row, scope } = reference;
    const column = expression.is === 'name' ? columnOf(expression.name, row, scope) : undefined;
    if (column !== undefined) return this.collected(column, by);
    const [first] = expression.is === 'call' ? expression.arguments.map(({ value }) => value) : [];
    if (expression.is !== 'call' || first === undefined) return undefined;
    if (expression.name === 'toscalar') return this.collected(this.scalarOf(expression, scope), by);
    const inner: Made = { is: 'made', expression: first, row, scope };
    if (row.group !== undefined && by.test(expression.name)) return inner;
    return passing.has(expression.name) ? this.collected(inner, by) : undefined;
  }
}

/** Whether a function gives its argument in other clothes. */
export function isPassing(name: string): boolean {
  return passing.has(name);
}

/** The argument whose value a function gives in other clothes. */
export function subjectOf({ name, arguments: given }: Call): Expression {
  const place = /^trim/.test(name) ? 1 : name === 'replace' ? 2 : 0;
  return (given[place] ?? given[0]).value;
}

/** Whether different values give the same. */
export function isRounded(reference: Reference): boolean {
  if (reference.is !== 'made') return false;
  const { expression, row, scope } = reference;
  const column = expression.is === 'name' ? columnOf(expression.name, row, scope) : undefined;
  if (column !== undefined) return isRounded(column);
  return expression.is === 'call' && /^(bin|floor|startof\w+|endof\w+)$/.test(expression.name);
}

/** What a joined text is made of. */
export function partsOf(reference: Reference): Reference[] {
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
