import type { Call, Expression } from '../kql/index.js';
import type { Conditions } from './synthesize-conditions.js';
import type { Choices, Closed, Made, Reference, Row, Scope } from './synthesize-rows.js';

/** Property bags that the query makes itself, and the columns that become of them. */
export class Bags {
  /** The keys of pairs that are spoken for. */
  private readonly taken = new Set<unknown>();

  constructor(
    private readonly conditions: Conditions,
    private readonly closed: Closed,
    private readonly choices: Choices,
  ) {}

  /** The member of a bag by its name; undefined where the bag cannot have one. */
  member({ expression, row, scope }: Made, name: string): Reference | undefined {
    const of = (inner: Expression, inside = row) =>
      this.member({ is: 'made', expression: inner, row: inside, scope }, name);
    const column = expression.is === 'name' ? row.column(expression.name) : undefined;
    if (column?.is === 'made') return this.member(column, name);
    if (expression.is === 'call') {
      const values = expression.arguments.map(({ value }) => value);
      if (expression.name === 'make_bag' && row.group !== undefined)
        return of(values[0], (row.group.more ?? row.group.spawn)().row);
      if (/^(bag_)?pack(_dictionary)?$/.test(expression.name)) return this.packed(values, name, row, scope);
      if (expression.name === 'bag_merge')
        for (const value of values) {
          const found = of(value);
          if (found !== undefined) return found;
        }
    }
    const slot = this.conditions.origins.slotOf({ is: 'made', expression, row, scope });
    return slot && { is: 'slot', slot: slot.member(name) };
  }

  /** A pair whose key is a column may be given any name. */
  private packed(pairs: readonly Expression[], name: string, row: Row, scope: Scope): Reference | undefined {
    const keyOf = (expression: Expression) =>
      this.conditions.origins.slotOf({ is: 'made', expression, row, scope })?.self ?? expression;
    let free: number | undefined;
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const key = this.closed.value(pairs[i], row, scope);
      if (key?.value === name) return { is: 'made', expression: pairs[i + 1], row, scope };
      if (key === undefined && !this.taken.has(keyOf(pairs[i]))) free ??= i;
    }
    if (free === undefined) return undefined;
    this.taken.add(keyOf(pairs[free]));
    this.conditions.wants.equal(pairs[free], name, row, scope);
    return { is: 'made', expression: pairs[free + 1], row, scope };
  }

  /** The row of `bag_unpack`. */
  unpacked({ arguments: given }: Call, row: Row, scope: Scope): Row {
    const [bag, before] = given.map(({ value }) => value);
    const prefix = before === undefined ? '' : this.closed.value(before, row, scope)?.value;
    const made: Made = { is: 'made', expression: bag, row, scope };
    const result = row.copy();
    this.nameKeys(made);
    // A column that no schema knows may be of the bag or of the table.
    const isOfTable = row.rest !== undefined && this.choices.choose(2) === 1;
    result.rest = (name) => {
      const known = row.columns.get(name) ?? (row.declares(name) ? row.column(name) : undefined);
      if (known !== undefined) return known;
      const isMember = !isOfTable && typeof prefix === 'string' && name.startsWith(prefix);
      return (isMember ? this.member(made, name.slice(prefix.length)) : undefined) ?? row.column(name);
    };
    return result;
  }

  /** Columns that are keys have to be something. */
  private nameKeys({ expression, row, scope }: Made): void {
    const column = expression.is === 'name' ? row.column(expression.name) : undefined;
    if (column?.is === 'made') this.nameKeys(column);
    if (expression.is !== 'call' || !/^(bag_)?pack(_dictionary)?$/.test(expression.name)) return;
    expression.arguments.forEach(({ value }, i) => {
      if (i % 2 === 0 && this.closed.value(value, row, scope) === undefined)
        this.conditions.wants.fill(value, row, scope);
    });
  }

  /** The row of `pivot(key, aggregate, columns…)`: a column is the value of the row that has its name as the key. */
  pivoted({ arguments: given }: Call, row: Row, scope: Scope, more: () => Row): Row {
    const [key, aggregate, ...kept] = given.map(({ value }) => value);
    const names = new Set(kept.flatMap((each) => (each.is === 'name' ? [each.name] : [])));
    const value = aggregate?.is === 'call' ? aggregate.arguments[0]?.value : undefined;
    const result = row.copy();
    result.columns.clear();
    if (key !== undefined) this.conditions.wants.fill(key, row, scope);
    result.rest = (name) => {
      if (names.has(name) || (names.size === 0 && row.columns.has(name))) return row.column(name);
      if (key === undefined || value === undefined) return undefined;
      const other = more();
      this.conditions.wants.equal(key, name, other, scope);
      return { is: 'made', expression: value, row: other, scope };
    };
    return result;
  }
}
