import type { Call, Expression, FunctionSyntax, Operator, Statement } from '../kql/index.js';

/** A function's syntax, as `functionSyntax` gives it. */
export type Parser = Pick<FunctionSyntax, 'parameters' | 'body'>;

/** What a function gives: its columns, where they are all known, and whether it reads any table for them. */
export interface ParserResult {
  readonly columns: readonly string[] | null;
  readonly reads: boolean;
}

/** The results of the other functions of the catalog; undefined for what is none. */
export type OtherFunctions = (name: string) => ParserResult | undefined;

/** The column of a table that another is, unchanged. */
export interface Source {
  readonly table: string;
  /** The column, or a path into it: `EventData.IpAddress`. */
  readonly column: string;
  /** The conversions of its type that it goes through, the outermost first. */
  readonly through: readonly string[];
  /** The field of the schema of which it is one more copy (ASIM's aliases: `User = TargetUsername`). */
  readonly aliasOf?: string;
}

/** The columns in the middle of a query, each with what it is in the tables that are read: nothing, if it is computed. */
interface Flow {
  readonly known: ReadonlyMap<string, readonly Source[]>;
  /** Whether there are other columns. */
  readonly open: boolean;
  /** Whose they are, where that is certain. */
  readonly table: string | null;
}

/** What a let or a parameter means: a table, a function, or a value, which has no columns. */
type Meaning =
  | { readonly is: 'table'; readonly flow: () => Flow }
  | { readonly is: 'function'; readonly syntax: FunctionSyntax; readonly scope: Scope }
  | { readonly is: 'value' };
type Scope = ReadonlyMap<string, Meaning>;

const UNKNOWN: Flow = { known: new Map(), open: true, table: null };
/** More statements, more calls of its own functions, or more columns that one may be, are those of no parser. */
const MOST_STATEMENTS = 400;
const MOST_CALLS = 400;
const MOST_SOURCES = 50;
/** They give the same value as another type. */
export const CONVERSION =
  /^to(string|int|long|real|double|decimal|bool|boolean|datetime|timespan|guid|dynamic)$|^parse_?json$/;
const COLUMN_IF_EXISTS = /^column_?ifexists$/;
/** The same rows, or some of them, in some order. */
const KEEPS_COLUMNS = /^(where|sort|top|take|sample|project-reorder|render|consume|assert-schema)$/;

const parameterOf = (isTable: unknown, flow: (() => Flow) | undefined): Meaning =>
  isTable ? { is: 'table', flow: flow ?? (() => UNKNOWN) } : { is: 'value' };

/** Follows columns of tables through a parser as long as nothing but their name and type changes. */
export class PlainColumns {
  /** Whether it names any table. */
  reads = false;
  private calls = 0;

  constructor(
    private readonly isField: (name: string) => boolean,
    private readonly others: OtherFunctions,
  ) {}

  /** The columns that a function of the catalog gives. */
  parser({ parameters, body }: Parser): Flow {
    return this.statements(
      body,
      new Map(parameters.map(({ name, columns, star }) => [name, parameterOf(columns ?? star, undefined)])),
    );
  }

  private statements(statements: readonly Statement[], outer: Scope): Flow {
    let scope = outer;
    let result = UNKNOWN;
    if (statements.length > MOST_STATEMENTS) return result;
    for (const statement of statements) {
      if (statement.is === 'expression') result = this.table(statement.value, scope);
      if (statement.is !== 'let') continue;
      const { name, value } = statement;
      const before = scope;
      const meaning: Meaning =
        value.is === 'function'
          ? { is: 'function', syntax: value, scope: before }
          : { is: 'table', flow: once(() => this.table(value, before)) };
      scope = new Map(before).set(name, meaning);
    }
    return result;
  }

  private table(expression: Expression, scope: Scope): Flow {
    switch (expression.is) {
      case 'name': {
        const meaning = scope.get(expression.name);
        if (meaning?.is === 'table') return meaning.flow();
        if (meaning?.is === 'function') return this.called(meaning, []);
        return meaning !== undefined || expression.wildcard ? UNKNOWN : this.tableNamed(expression.name);
      }
      case 'pipeline': {
        const source = expression.source && this.table(expression.source, scope);
        return expression.operators.reduce<Flow>(
          (flow, operator) => this.operator(operator, flow, scope),
          source ?? closed([]),
        );
      }
      case 'datatable':
      case 'externaldata':
        return closed(expression.columns.map(({ name }) => [name, []]));
      case 'call':
        return this.call(expression, scope);
      default:
        return UNKNOWN;
    }
  }

  private tableNamed(table: string): Flow {
    const other = this.other(table);
    this.reads ||= other === undefined;
    return other ?? { known: new Map(), open: true, table };
  }

  /** What another function gives is named there, not here. */
  private other(name: string): Flow | undefined {
    const result = this.others(name);
    this.reads ||= result?.reads === true;
    return result && (result.columns === null ? UNKNOWN : closed(computed(result.columns)));
  }

  private call(call: Call, scope: Scope): Flow {
    const [first] = call.arguments;
    if (call.on !== undefined) return UNKNOWN;
    if (/^(materialize|view)$/.test(call.name) && first !== undefined) return this.table(first.value, scope);
    if (call.name === 'table' && first?.value.is === 'literal') return this.tableNamed(String(first.value.value));
    const meaning = scope.get(call.name);
    if (meaning === undefined) return this.other(call.name) ?? UNKNOWN;
    if (meaning.is !== 'function') return UNKNOWN;
    return this.called(
      meaning,
      call.arguments.map(({ value }) => once(() => this.table(value, scope))),
    );
  }

  private called({ syntax, scope }: Extract<Meaning, { is: 'function' }>, given: readonly (() => Flow)[]): Flow {
    if (this.calls++ > MOST_CALLS) return UNKNOWN;
    const inside = new Map(scope);
    for (const [i, { name, columns, star }] of syntax.parameters.entries())
      inside.set(name, parameterOf(columns ?? star, given[i]));
    return this.statements(syntax.body, inside);
  }

  private operator(operator: Operator, flow: Flow, scope: Scope): Flow {
    switch (operator.is) {
      case 'extend':
      case 'serialize':
        return withColumns(flow, this.made(operator.columns, flow, scope));
      case 'project':
      case 'distinct':
        return operator.columns.some(({ is }) => is === 'star')
          ? flow
          : closed(this.made(operator.columns, flow, scope));
      case 'print':
        return closed(this.made(operator.columns, flow, scope));
      case 'project-rename':
        return this.renamed(operator.columns, flow, scope);
      case 'project-away':
        return { ...flow, known: new Map([...flow.known].filter(([name]) => !isChosen(name, operator.columns))) };
      case 'project-keep': {
        const kept = [...flow.known].filter(([name]) => isChosen(name, operator.columns));
        const plain = operator.columns.filter(
          (each) => each.is === 'name' && !each.wildcard && !flow.known.has(each.name),
        );
        return closed([...kept, ...this.made(plain, flow, scope)]);
      }
      case 'summarize': {
        const groups = this.made(operator.by ?? [], flow, scope);
        const values = this.made(operator.aggregates, flow, scope).map(([name]) => [name, []] as const);
        const takesAll = operator.aggregates.some((each) => hasStar(each.is === 'named' ? each.value : each));
        return takesAll ? withColumns(flow, [...groups, ...values]) : closed([...groups, ...values]);
      }
      case 'parse':
      case 'parse-where': {
        const captured = operator.pattern.flatMap((part) => (part.is === 'capture' ? [part.name] : []));
        return withColumns(flow, computed(captured));
      }
      case 'parse-kv':
        return withColumns(flow, computed(operator.columns.map(({ name }) => name)));
      case 'mv-expand':
        return withColumns(flow, this.items(operator.columns, flow, scope));
      case 'mv-apply': {
        const before = withColumns(flow, this.items(operator.columns, flow, scope));
        const after = operator.body.reduce<Flow>((inside, each) => this.operator(each, inside, scope), before);
        const changed = [...after.known].filter(([name, sources]) => before.known.get(name) !== sources);
        return after.open && after.table === null ? UNKNOWN : withColumns(before, computed(changed.map(nameOf)));
      }
      case 'union': {
        const inputs = operator.inputs.map((input) => this.table(input, scope));
        const rows = united(flow.open || flow.known.size > 0 ? [flow, ...inputs] : inputs);
        const source = operator.parameters.find(({ name }) => name === 'withsource')?.value;
        return source?.is === 'name' ? withColumns(rows, computed([source.name])) : rows;
      }
      case 'join':
      case 'lookup':
        return joined(operator, flow, this.table(operator.right, scope));
      case 'invoke': {
        const meaning = scope.get(operator.call.name);
        if (meaning?.is !== 'function') return UNKNOWN;
        const given = operator.call.arguments.map(({ value }) => once(() => this.table(value, scope)));
        return this.called(meaning, [() => flow, ...given]);
      }
      default:
        return KEEPS_COLUMNS.test(operator.is) ? flow : UNKNOWN;
    }
  }

  /** The columns that the expressions of a list make. */
  private made(expressions: readonly Expression[], flow: Flow, scope: Scope): Column[] {
    return expressions.flatMap((expression): Column[] => {
      if (expression.is !== 'named')
        return expression.is === 'name' && !expression.wildcard
          ? [[expression.name, this.moved(expression.name, flow, scope)]]
          : [];
      const { names, value } = expression;
      if (names.length !== 1 || expression.compound) return computed(names.map(({ name }) => name));
      return [[names[0].name, this.sources(value, flow, scope)]];
    });
  }

  /** The items of lists are no columns of the table. */
  private items(columns: readonly { readonly value: Expression }[], flow: Flow, scope: Scope): Column[] {
    const values = columns.map(({ value }) => value);
    return computed(this.made(values, flow, scope).map(nameOf));
  }

  private renamed(columns: readonly Expression[], flow: Flow, scope: Scope): Flow {
    const renames = columns.flatMap((each) =>
      each.is === 'named' && each.value.is === 'name' ? [{ name: each.names[0].name, old: each.value.name }] : [],
    );
    const gone = new Set(renames.map(({ old }) => old));
    const others = [...flow.known].filter(([name]) => !gone.has(name));
    const renamed = renames.map(({ name, old }): Column => [name, this.moved(old, flow, scope)]);
    return { ...flow, known: new Map([...others, ...renamed]) };
  }

  /** What an expression is in the tables, unchanged; nothing for one that computes. */
  private sources(expression: Expression, flow: Flow, scope: Scope): readonly Source[] {
    switch (expression.is) {
      case 'name':
        return expression.wildcard ? [] : this.copied(expression.name, flow, scope);
      case 'member':
        return this.sources(expression.object, flow, scope).map((each) => inside(each, expression.name));
      case 'element': {
        const { index } = expression;
        if (index.is !== 'literal' || index.type !== 'string') return [];
        return this.sources(expression.object, flow, scope).map((each) => inside(each, String(index.value)));
      }
      case 'call': {
        const [first] = expression.arguments;
        if (first === undefined || expression.on !== undefined || scope.has(expression.name)) return [];
        if (COLUMN_IF_EXISTS.test(expression.name))
          return first.value.is === 'literal' ? this.copied(String(first.value.value), flow, scope) : [];
        if (!CONVERSION.test(expression.name) || expression.arguments.length !== 1) return [];
        return this.sources(first.value, flow, scope).map((source) => ({
          ...source,
          through: [expression.name, ...source.through],
        }));
      }
      default:
        return [];
    }
  }

  /** What a column is that loses its own name, or keeps it. */
  private moved(name: string, flow: Flow, scope: Scope): readonly Source[] {
    return flow.known.get(name) ?? this.copied(name, flow, scope).map(({ aliasOf, ...source }) => source);
  }

  private copied(name: string, flow: Flow, scope: Scope): readonly Source[] {
    const isAlias = this.isField(name);
    const known = flow.known.get(name);
    if (known !== undefined)
      return isAlias ? known.map((source) => ({ ...source, aliasOf: source.aliasOf ?? name })) : known;
    if (flow.table === null || !flow.open || scope.has(name)) return [];
    return [{ table: flow.table, column: name, through: [], ...(isAlias && { aliasOf: name }) }];
  }
}

type Column = readonly [string, readonly Source[]];
const nameOf = ([name]: Column): string => name;

const closed = (columns: Iterable<Column>): Flow => ({ known: new Map(columns), open: false, table: null });
const computed = (names: readonly string[]): Column[] => names.map((name) => [name, []]);
const withColumns = (flow: Flow, columns: readonly Column[]): Flow => ({
  ...flow,
  known: new Map([...flow.known, ...columns]),
});

/** A member of a bag, written as a rule would write it. */
function inside(source: Source, member: string): Source {
  const { table, column, through } = source;
  return { table, column: /^[A-Za-z_]\w*$/.test(member) ? `${column}.${member}` : `${column}["${member}"]`, through };
}

/** A column of a union is what it is in each of the inputs that are known to have it. */
function united(inputs: readonly Flow[]): Flow {
  if (inputs.length === 1) return inputs[0];
  const known = new Map<string, readonly Source[]>();
  for (const input of inputs)
    for (const [name, sources] of input.known) {
      const all = [...new Set([...(known.get(name) ?? []), ...sources])];
      known.set(name, all.length > MOST_SOURCES ? [] : all);
    }
  const tables = new Set(inputs.filter(({ open }) => open).map(({ table }) => table));
  const [table] = tables;
  return { known, open: tables.size > 0, table: tables.size === 1 ? table : null };
}

/** Columns of the right side count as computed where the left may have others of their names. */
function joined(operator: Extract<Operator, { is: 'join' | 'lookup' }>, left: Flow, right: Flow): Flow {
  const kind = operator.parameters.find(({ name }) => name === 'kind')?.value;
  const word = kind?.is === 'name' ? kind.name : '';
  if (/^(left(semi|anti|antisemi)|anti)$/.test(word)) return left;
  if (/^right(semi|anti|antisemi)$/.test(word)) return right;
  const keys = new Set(operator.on.flatMap((key) => (key.is === 'name' ? [key.name] : [])));
  const known = new Map(left.known);
  for (const [name, sources] of right.known) {
    if (keys.has(name) && operator.is === 'lookup') continue;
    if (left.known.has(name) || keys.has(name)) {
      if (!left.known.has(`${name}1`)) known.set(`${name}1`, sources);
    } else known.set(name, left.open ? [] : sources);
  }
  const table = left.open && right.open ? null : left.open ? left.table : right.table;
  return { known, open: left.open || right.open, table };
}

/** Whether one of `a*` or `a` names a column. */
function isChosen(column: string, expressions: readonly Expression[]): boolean {
  return expressions.some((expression) => {
    if (expression.is !== 'name') return false;
    if (!expression.wildcard) return expression.name === column;
    const parts = expression.name.split('*').map((part) => part.replace(/\W/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(column);
  });
}

/** `arg_max(a, *)` */
const hasStar = (value: Expression): boolean =>
  value.is === 'call' && value.arguments.some((argument) => argument.value.is === 'star');

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
