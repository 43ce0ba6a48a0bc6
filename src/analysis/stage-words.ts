import type { Span } from '../base/span.js';
import type { Expression, Operator, Statement } from '../kql/index.js';
import { joinKind } from './tracer.js';

type Part = Statement | Expression | Operator;

const mostNamed = 6;
const longest = 120;

/** Says in a sentence what a stage does, from the syntax that it holds; the same each time. */
export function wordsOf(kind: string, parts: readonly Part[], text: string): string {
  const words = new Words(text);
  if (kind === 'let') return words.statements(parts as readonly Statement[]);
  const [first] = parts;
  if (first === undefined) return 'Holds nothing that is read.';
  if (kind === 'source' && isExpression(first)) return words.source(first);
  return words.operators(kind, parts as readonly Operator[]);
}

const expressions: ReadonlySet<string> = new Set(
  'literal name member element call star unary binary in between named typeof pipeline datatable externaldata'.split(
    ' ',
  ),
);

function isExpression(part: Part): part is Expression {
  return expressions.has(part.is);
}

/** How joins are said, by their kind: before their right side, and behind it. */
const joins: Readonly<Record<string, readonly [string, string]>> = {
  innerunique: ['Joins one row of each key with those of', ''],
  inner: ['Joins with the rows of', ''],
  leftouter: ['Adds what there is in', ', and keeps rows without it'],
  rightouter: ['Joins with all rows of', ', with or without a partner'],
  fullouter: ['Joins with all rows of', ', and keeps those of either side without a partner'],
  leftsemi: ['Keeps rows that have a partner in', ''],
  leftanti: ['Keeps rows that have no partner in', ''],
  anti: ['Keeps rows that have no partner in', ''],
  leftantisemi: ['Keeps rows that have no partner in', ''],
  rightsemi: ['Goes on with the rows that have a partner here, of', ''],
  rightanti: ['Goes on with the rows that have no partner here, of', ''],
  rightantisemi: ['Goes on with the rows that have no partner here, of', ''],
};

class Words {
  constructor(private readonly text: string) {}

  statements(statements: readonly Statement[]): string {
    const names = statements.flatMap((each) => (each.is === 'let' ? [each.name] : []));
    return names.length === 0 ? 'Sets how the query runs.' : `Names ${listed(names)} for what follows.`;
  }

  source(expression: Expression): string {
    switch (expression.is) {
      case 'name':
        return `Reads ${expression.name}.`;
      case 'datatable':
        return `Begins with a table of constants: ${listed(expression.columns.map(({ name }) => name))}.`;
      case 'externaldata':
        return `Reads a file from outside: ${listed(expression.columns.map(({ name }) => name))}.`;
      default:
        return `Reads what ${this.short(expression)} gives.`;
    }
  }

  operators(kind: string, operators: readonly Operator[]): string {
    const columns = listed(operators.flatMap(columnsOf).map((each) => this.name(each)));
    const [operator] = operators;
    switch (operator.is) {
      case 'where': {
        const conditions = operators.flatMap((each) => (each.is === 'where' ? [this.short(each.predicate)] : []));
        return `Keeps rows where ${conditions.join(', and ')}.`;
      }
      case 'extend':
      case 'serialize':
        return `Computes ${columns}.`;
      case 'project':
      case 'project-keep':
        return `Goes on with ${columns} alone.`;
      case 'project-away':
        return `Leaves ${columns} out.`;
      case 'project-rename':
        return `Renames ${columns}.`;
      case 'project-reorder':
        return 'Puts the columns in another order.';
      case 'distinct':
        return `Keeps each combination of ${columns} once.`;
      case 'summarize':
        return this.groups(operator);
      case 'count':
        return 'Counts the rows.';
      case 'sort':
        return `Sorts by ${listed(operator.by.map((each) => this.short(each)))}.`;
      case 'top':
        return `Keeps the first ${this.short(operator.count)} by ${listed(operator.by.map((each) => this.short(each)))}.`;
      case 'take':
        return `Keeps any ${this.short(operator.count)} rows.`;
      case 'join':
      case 'lookup': {
        const written = joinKind(operator);
        const [before, behind] = joins[written] ?? [`Joins (${written}) with`, ''];
        return `${before} ${this.table(operator.right)} by ${listed(operator.on.map((each) => this.short(each)))}${behind}.`;
      }
      case 'union': {
        const tables = listed(operator.inputs.map((each) => this.table(each)));
        return kind === 'source' ? `Reads ${tables} together.` : `Adds the rows of ${tables}.`;
      }
      case 'mv-expand':
        return `Makes a row of each element of ${columns}.`;
      case 'mv-apply':
        return `Looks at the elements of ${columns} of each row.`;
      case 'parse':
      case 'parse-where': {
        const names = operators.flatMap(capturesOf);
        return `Takes ${listed(names)} out of ${this.short(operator.value)}.`;
      }
      case 'parse-kv':
        return `Takes ${listed(operator.columns.map(({ name }) => name))} out of ${this.short(operator.value)}.`;
      case 'make-series': {
        const by = operator.by === null ? '' : ` for each ${listed(operator.by.map((each) => this.name(each)))}`;
        return `Makes a series of ${listed(operator.aggregates.map(({ value }) => this.short(value)))} over ${this.short(operator.on)}${by}.`;
      }
      case 'print':
        return `Gives one row: ${columns}.`;
      case 'range':
        return `Counts ${operator.name} from ${this.short(operator.from)} to ${this.short(operator.to)}.`;
      case 'search':
        return `Keeps rows in which something meets ${this.short(operator.predicate)}.`;
      case 'find':
        return `Finds rows where ${this.short(operator.predicate)}.`;
      case 'invoke':
      case 'evaluate':
        return `Applies ${this.short(operator.call)}.`;
      case 'as':
        return `Names the rows so far ${operator.name}.`;
      case 'render':
        return `Is shown as ${operator.chart}.`;
      default:
        return `Applies ${kind}.`;
    }
  }

  private groups({ aggregates, by }: Extract<Operator, { is: 'summarize' }>): string {
    const computed = listed(aggregates.map((each) => this.short(each)));
    if (by === null || by.length === 0) return `Computes ${computed} over all rows.`;
    const keys = listed(by.map((each) => this.name(each)));
    return aggregates.length === 0
      ? `Keeps each combination of ${keys} once.`
      : `Computes ${computed} for each ${keys}.`;
  }

  private table(expression: Expression): string {
    if (expression.is !== 'pipeline') return this.short(expression);
    const inner = expression.source;
    return inner === null ? 'a query' : `a query of ${this.table(inner)}`;
  }

  /** The name that a column gets, or the expression as it is written. */
  private name(expression: Expression): string {
    return expression.is === 'named' ? listed(expression.names.map(({ name }) => name)) : this.short(expression);
  }

  private short({ span }: { readonly span: Span }): string {
    const written = this.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
    return written.length <= longest ? written : `${written.slice(0, longest)} …`;
  }
}

function columnsOf(operator: Operator): readonly Expression[] {
  switch (operator.is) {
    case 'extend':
    case 'serialize':
    case 'project':
    case 'project-keep':
    case 'project-away':
    case 'project-rename':
    case 'distinct':
    case 'print':
      return operator.columns;
    case 'mv-expand':
    case 'mv-apply':
      return operator.columns.map(({ value }) => value);
    default:
      return [];
  }
}

function capturesOf(operator: Operator): string[] {
  if (operator.is !== 'parse' && operator.is !== 'parse-where') return [];
  return operator.pattern.flatMap((part) => (part.is === 'capture' ? [part.name] : []));
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  if (more > 1) return `${names.slice(0, mostNamed).join(', ')} and ${more} more`;
  return names.length < 2 ? (names[0] ?? 'nothing') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
