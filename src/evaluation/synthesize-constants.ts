import { ProblemError } from '../base/problem.js';
import { type Expression, evaluateSyntax, parseDatetime, recordsOfObjects, type Statement } from '../kql/index.js';
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
        { statements: [...lets, { is: 'expression', value: table, span: none }] },
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

/** The value of a cell: times as ticks. */
function cellValue(cell: unknown, type: Constant['type']): unknown {
  if (typeof cell !== 'string') return cell;
  if (type === 'datetime') return Number(parseDatetime(cell));
  if (type !== 'timespan') return type === 'string' || type === 'guid' ? cell : Number(cell);
  const [, sign, days = 0, hours, minutes, seconds] = /^(-)?(?:(\d+)\.)?(\d+):(\d+):([\d.]+)$/.exec(cell) ?? [];
  const length = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return length * (sign === undefined ? 1 : -1) * 10_000_000;
}
