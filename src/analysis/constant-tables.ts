import { ProblemError } from '../base/problem.js';
import { type Expression, evaluateSyntax, type Statement } from '../kql/index.js';
import { type Constant, constantOfCell, listOf } from './constants.js';

/** The lets that an expression may name. */
export type LetStatements = ReadonlyMap<string, Extract<Statement, { is: 'let' }>>;

/** A table that is written out in the query: its columns, each with the value of every row. */
export type ConstantTable = ReadonlyMap<string, Constant | undefined>;

/** What a table may begin with that reads no record. */
const WRITTEN = new Set(['datatable', 'print', 'range']);
/** What differs between two runs or reads what is not in the text. */
const MOVING =
  /^(now|ago|rand|new_guid|ingestion_time|table|database|cluster|workspace|externaldata|external_table|_.*|current_.*|cursor_.*)$/;
const MOST_ROWS = 10_000;

/** Works out a table that depends on nothing but the query's text; undefined for any other. */
export function constantTable(expression: Expression, lets: LetStatements): ConstantTable | undefined {
  const needed = new Set<string>();
  if (!isWritten(expression, lets, 0) || !readsNothing(expression, lets, needed)) return undefined;
  const statements = [...lets.values()].filter(({ name }) => needed.has(name));
  try {
    const { columns, rowCount, column } = evaluateSyntax(
      { statements: [...statements, { is: 'expression', value: expression, span: expression.span }] },
      { now: 0n, table: () => undefined, tableNames: [], function: () => undefined, maxRows: MOST_ROWS },
    );
    if (rowCount > MOST_ROWS) return undefined;
    return new Map(
      columns.map(({ name, type }, at) => [name, listOf(column(at).map((cell) => constantOfCell(cell, type)))]),
    );
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** Whether a table begins with one that is written out. */
function isWritten(expression: Expression, lets: LetStatements, depth: number): boolean {
  switch (expression.is) {
    case 'datatable':
      return true;
    case 'pipeline':
      return expression.source === null
        ? WRITTEN.has(expression.operators[0].is)
        : isWritten(expression.source, lets, depth);
    case 'name': {
      const value = lets.get(expression.name)?.value;
      return value !== undefined && value.is !== 'function' && depth < 10 && isWritten(value, lets, depth + 1);
    }
    case 'call':
      return (
        (expression.name === 'materialize' || expression.name === 'toscalar') &&
        expression.arguments.length === 1 &&
        isWritten(expression.arguments[0].value, lets, depth)
      );
    default:
      return false;
  }
}

/** Whether nothing moves in an expression and the lets it needs, which it notes. */
function readsNothing(part: unknown, lets: LetStatements, needed: Set<string>): boolean {
  if (Array.isArray(part)) return part.every((each) => readsNothing(each, lets, needed));
  if (typeof part !== 'object' || part === null) return true;
  const { is, name } = part as { is?: string; name?: string };
  if (is === 'externaldata' || is === 'function' || (is === 'call' && MOVING.test(name ?? ''))) return false;
  if (is === 'name' && name !== undefined && !needed.has(name)) {
    const statement = lets.get(name);
    if (statement !== undefined) {
      needed.add(name);
      if (!readsNothing(statement.value, lets, needed)) return false;
    }
  }
  return Object.values(part).every((each) => readsNothing(each, lets, needed));
}
