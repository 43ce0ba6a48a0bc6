import { ProblemError } from '../base/problem.js';
import {
  type Expression,
  evaluateSyntax,
  parseDatetime,
  recordsOfObjects,
  type ScalarType,
  type Statement,
} from '../kql/index.js';
import type { RunnableRule } from './model.js';
import type { Constant } from './synthesize-slots.js';

const none = { start: 0, end: 0 };

/** Works out constants with the engine itself, on no records. */
export class Constants {
  constructor(
    private readonly runnable: RunnableRule,
    private readonly now: bigint,
  ) {}

  /** The value of an expression that reads no record; undefined when the engine gives none. */
  constantOf(expression: Expression, lets: readonly Statement[]): Constant | undefined {
    const named: Expression = {
      is: 'named',
      names: [{ name: 'made', span: none }],
      compound: false,
      value: expression,
      span: none,
    };
    const print = { is: 'print', columns: [named], parameters: [], span: none } as const;
    return this.column({ is: 'pipeline', source: null, operators: [print], span: none }, lets)?.[0];
  }

  /** The first column of a table that reads no record. */
  column(table: Expression, lets: readonly Statement[]): Constant[] | undefined {
    const rows = this.table(table, lets);
    return rows?.map((row) => [...row.values()][0]).filter((value) => value !== undefined);
  }

  /** The rows of a table that reads no record. */
  table(table: Expression, lets: readonly Statement[]): ReadonlyMap<string, Constant>[] | undefined {
    try {
      const answer = evaluateSyntax(
        { statements: [...needed(table, lets), { is: 'expression', value: table, span: none }] },
        {
          now: this.now,
          table: () => ({ columns: [], records: recordsOfObjects([]) }),
          tableNames: this.runnable.tables,
          function: (name) => this.runnable.function(name),
          maxRows: 10_000,
        },
      );
      return answer
        .rows(200)
        .map(
          (row) => new Map(answer.columns.map(({ name, type }, i) => [name, { type, value: cellValue(row[i], type) }])),
        );
    } catch (error) {
      if (error instanceof ProblemError) return undefined;
      throw error;
    }
  }
}

/** The lets that an expression needs, so that one which cannot be worked out is in nobody else's way. */
function needed(expression: Expression, lets: readonly Statement[]): Statement[] {
  const names = new Set<string>();
  note(expression, names);
  const kept: Statement[] = [];
  for (const statement of [...lets].reverse()) {
    if (statement.is === 'let' && !names.has(statement.name)) continue;
    kept.unshift(statement);
    if (statement.is === 'let') note(statement.value, names);
  }
  return kept;
}

/** Notes the names in a part of the query. */
function note(part: unknown, names: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  const node = part as Expression;
  if (node.is === 'name' || node.is === 'call') names.add(node.name);
  for (const each of Object.values(node)) note(each, names);
}

/** The value of a cell: times as ticks. */
function cellValue(cell: unknown, type: Constant['type']): unknown {
  if (typeof cell !== 'string') return cell;
  if (type === 'datetime') return Number(parseDatetime(cell));
  if (type !== 'timespan') return type === 'string' || type === 'guid' ? cell : Number(cell);
  const [, sign, days = 0, hours, minutes, seconds] = /^(-)?(?:(\d+)\.)?(\d+):(\d+):([\d.]+)$/.exec(cell) ?? [];
  const length = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return length * (sign === undefined ? 1 : -1) * 10_000_000;
}

/** A constant as the query would write it. */
export function literalOf({ type, value }: { readonly type: ScalarType; readonly value: unknown }): Expression {
  const span = { start: 0, end: 0 };
  if (value === null || value === undefined) return { is: 'literal', type, value: null, span };
  switch (type) {
    case 'long':
    case 'datetime':
    case 'timespan':
      if (typeof value === 'string' && !/^-?\d+$/.test(value)) return literalOf({ type: 'string', value });
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
