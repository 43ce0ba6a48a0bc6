import type { Call, Expression, Operator } from '../kql/index.js';
import type { Conditions } from './synthesize-conditions.js';
import type { Making } from './synthesize-origins.js';
import type { Made, MadeRecord, Row, Scope } from './synthesize-rows.js';

type Join = Extract<Operator, { is: 'join' | 'lookup' }>;

const madeUpRange = '203.0.113.0/24';

/** The rows of `join`, `lookup` and `ipv4_lookup`. */
export class Joins {
  constructor(
    private readonly making: Pick<Making, 'choices'>,
    private readonly conditions: Conditions,
    private readonly records: MadeRecord[],
    private readonly row: (table: Expression, scope: Scope) => Row,
  ) {}

  /** A row of the join, or one side of it. */
  joined(left: Row, operator: Join, scope: Scope, start: number): Row {
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
      this.conditions.wants.unite(made(mine, left), made(other, right));
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

  /** `ipv4_lookup(table, address, range)`: a row of the table whose range has the address. */
  lookedUp(row: Row, call: Call, scope: Scope): Row {
    const [table, address, range] = call.arguments.map(({ value }) => value);
    const other = this.row(table, scope);
    const result = row.copy();
    if (range !== undefined) {
      this.conditions.wants.equal(range, madeUpRange, other, scope);
      this.conditions.wants.within(address, madeUpRange, row, scope);
    }
    for (const [name, reference] of other.columns) if (!row.columns.has(name)) result.columns.set(name, reference);
    return result;
  }
}

/** The keys of `on a and b`. */
function keysIn(key: Expression): Expression[] {
  return key.is === 'binary' && key.operator === 'and' ? [...keysIn(key.left), ...keysIn(key.right)] : [key];
}
