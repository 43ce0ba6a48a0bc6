import type { Expression, FunctionSyntax, Statement } from '../kql/index.js';
import type { Columns } from './columns.js';
import type { LetStatements } from './constant-tables.js';
import type { Constant, Lets } from './constants.js';

/** A let that may be a table, and its columns once it was read: as one whose rows count, and as one whose rows are left out. */
export interface LetTable {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly seen: Map<boolean, Columns>;
}

/** A function that the query defines. */
export interface LetFunction {
  readonly syntax: FunctionSyntax;
  readonly scope: Scope;
  called: boolean;
}

interface Meaning {
  readonly constant?: Constant | undefined;
  readonly table?: LetTable;
  readonly function?: LetFunction;
  readonly statement?: Extract<Statement, { is: 'let' }>;
}

/** The names that lets and parameters give, at one place of the query. */
export class Scope {
  constructor(
    /** All names; the value where it is constant. */
    readonly lets: Lets,
    readonly tables: ReadonlyMap<string, LetTable>,
    readonly functions: ReadonlyMap<string, LetFunction>,
    readonly statements: LetStatements,
  ) {}

  with(name: string, { constant, table, function: written, statement }: Meaning): Scope {
    return new Scope(
      new Map(this.lets).set(name, constant),
      changed(this.tables, name, table),
      changed(this.functions, name, written),
      changed(this.statements, name, statement),
    );
  }

  without(name: string): Scope {
    if (!this.lets.has(name)) return this;
    const lets = new Map(this.lets);
    lets.delete(name);
    return new Scope(
      lets,
      changed(this.tables, name, undefined),
      changed(this.functions, name, undefined),
      changed(this.statements, name, undefined),
    );
  }
}

export const emptyScope = new Scope(new Map(), new Map(), new Map(), new Map());

function changed<T>(map: ReadonlyMap<string, T>, name: string, value: T | undefined): ReadonlyMap<string, T> {
  if (value === undefined && !map.has(name)) return map;
  const result = new Map(map);
  if (value === undefined) result.delete(name);
  else result.set(name, value);
  return result;
}
