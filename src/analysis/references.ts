import type { Expression, Operator, Statement } from '../kql/index.js';
import type { RuleFunction, TableSchema } from '../rules/index.js';

/** Tables and functions that a query reads, by name. */
export interface References {
  readonly tables: readonly string[];
  readonly functions: readonly string[];
}

/** What names may mean; `bodyOf` parses a shared function. */
export interface Known {
  readonly functions: readonly RuleFunction[];
  readonly schemas: readonly TableSchema[];
  bodyOf(declaration: RuleFunction): readonly Statement[];
}

/** The same, ready to be asked about many queries: each function is read once, when the first query calls it. */
export class Library {
  readonly functions: ReadonlyMap<string, RuleFunction>;
  readonly schemas: ReadonlySet<string>;
  readonly #read = new Map<RuleFunction, References>();

  constructor(private readonly known: Known) {
    this.functions = new Map(
      known.functions.flatMap((each) => [each.name, ...each.aliases].map((name) => [name, each] as const)),
    );
    this.schemas = new Set(known.schemas.map(({ name }) => name));
  }

  /** What a shared function itself reads; nothing when nobody knows it. */
  readBy(name: string): References {
    const declaration = this.functions.get(name);
    if (declaration === undefined) return { tables: [], functions: [] };
    let found = this.#read.get(declaration);
    if (found === undefined) {
      const reader = new Reader(this);
      reader.body(this.known.bodyOf(declaration), new Set(declaration.parameters.map((parameter) => parameter.name)));
      found = { tables: [...reader.tables], functions: [...reader.functions] };
      this.#read.set(declaration, found);
    }
    return found;
  }
}

/** Finds what a query reads, itself and through functions: a bare name is a table only where a table stands, and a column elsewhere. */
export function referencesOf(statements: readonly Statement[], library: Library): References {
  const { tables, functions } = new Reader(library, statements);
  for (const name of functions) {
    const through = library.readBy(name);
    for (const table of through.tables) tables.add(table);
    for (const called of through.functions) functions.add(called);
  }
  return { tables: [...tables], functions: [...functions] };
}

/** Whether a let names a table and no single value; `tables` are the lets before it that do. */
export function isTabular(expression: Expression, tables: ReadonlySet<string>, lets: ReadonlySet<string>): boolean {
  switch (expression.is) {
    case 'pipeline':
    case 'datatable':
    case 'externaldata':
      return true;
    case 'name':
      return tables.has(expression.name) || !lets.has(expression.name);
    case 'member':
      return expression.object.is === 'call' && QUALIFIERS.has(expression.object.name);
    case 'call':
      return (
        TABLE_CALLS.has(expression.name.toLowerCase()) || tables.has(expression.name) || expression.name.startsWith('_')
      );
    default:
      return false;
  }
}

const QUALIFIERS = new Set(['database', 'cluster', 'workspace', 'app', 'resource', 'adx', 'arg']);
/** Calls whose argument is a table. */
const TABLE_CALLS = new Set(['materialize', 'toscalar', 'totable', 'view', 'table']);
/** The parts of operators in which tables stand. */
const TABLE_PARTS = new Set(['right', 'inputs', 'tables']);

/** Collects the tables and functions that a piece of syntax names. */
class Reader {
  readonly tables = new Set<string>();
  readonly functions = new Set<string>();

  constructor(
    private readonly library: Library,
    statements: readonly Statement[] = [],
  ) {
    this.statements(statements, new Set());
  }

  statements(statements: readonly Statement[], outer: ReadonlySet<string>): void {
    const names = new Set(outer);
    for (const statement of statements) {
      if (statement.is === 'expression') this.#tabular(statement.value, names);
      if (statement.is === 'query_parameters') for (const { name } of statement.parameters) names.add(name);
      if (statement.is !== 'let') continue;
      const { value } = statement;
      if (value.is === 'function')
        this.body(value.body, new Set([...names, ...value.parameters.map(({ name }) => name)]));
      else if (value.is === 'name') this.#tabular(value, names);
      else this.#scalar(value, names);
      names.add(statement.name);
    }
  }

  #tabular(expression: Expression, names: ReadonlySet<string>): void {
    switch (expression.is) {
      case 'name':
        this.#name(expression.name, expression.wildcard === true, names);
        break;
      case 'member':
        if (qualified(expression.object)) this.#name(expression.name, expression.wildcard === true, new Set());
        else this.#scalar(expression, names);
        break;
      case 'pipeline':
        if (expression.source) this.#tabular(expression.source, names);
        for (const operator of expression.operators) this.#operator(operator, names);
        break;
      case 'call':
        this.#call(expression, names, true);
        break;
      default:
        this.#scalar(expression, names);
    }
  }

  #name(name: string, wildcard: boolean, names: ReadonlySet<string>): void {
    if (wildcard) {
      const pattern = new RegExp(
        `^${name
          .split('*')
          .map((part) => part.replace(/\W/g, '\\$&'))
          .join('.*')}$`,
      );
      for (const table of this.library.schemas) if (pattern.test(table)) this.tables.add(table);
    } else if (!names.has(name)) {
      if (this.library.functions.has(name)) this.functions.add(name);
      else this.tables.add(name);
    }
  }

  /** A body that ends in a plain call gives a single value more often than a table. */
  body(body: readonly Statement[], names: ReadonlySet<string>): void {
    const last = body.at(-1);
    const isCall =
      last?.is === 'expression' &&
      last.value.is === 'call' &&
      !this.library.functions.has(last.value.name) &&
      !last.value.name.startsWith('_');
    this.statements(isCall ? body.slice(0, -1) : body, names);
    if (isCall) this.#scalar(last.value, names);
  }

  #call(call: Extract<Expression, { is: 'call' }>, names: ReadonlySet<string>, isTable: boolean): void {
    const [first] = call.arguments;
    const name = call.name.toLowerCase();
    if (name === 'table' && first?.value.is === 'literal') {
      this.#name(String(first.value.value), false, names);
      return;
    }
    if (TABLE_CALLS.has(name)) {
      for (const argument of call.arguments) this.#tabular(argument.value, names);
      return;
    }
    const isLet = names.has(call.name);
    if (!isLet && (this.library.functions.has(call.name) || (isTable && !QUALIFIERS.has(call.name))))
      this.functions.add(call.name);
    for (const { value } of call.arguments) {
      const takesTable = isTable && value.is === 'name' && this.library.schemas.has(value.name);
      if (takesTable) this.#tabular(value, names);
      else this.#scalar(value, names);
    }
  }

  #operator(operator: Operator, names: ReadonlySet<string>): void {
    if (operator.is === 'invoke') this.#call(operator.call, names, true);
    for (const [part, value] of Object.entries(operator)) {
      if (TABLE_PARTS.has(part)) for (const each of [value].flat()) this.#tabular(each as Expression, names);
      else if (part !== 'call' || operator.is === 'evaluate') this.#scalar(value, names);
    }
  }

  /** Looks for subqueries and calls in whatever is no table itself. */
  #scalar(part: unknown, names: ReadonlySet<string>): void {
    if (Array.isArray(part)) for (const each of part) this.#scalar(each, names);
    if (typeof part !== 'object' || part === null || !('is' in part)) return;
    const node = part as Expression;
    if (node.is === 'pipeline') this.#tabular(node, names);
    else if (node.is === 'call') this.#call(node, names, false);
    else if (
      node.is === 'in' &&
      node.list.length === 1 &&
      node.list[0].is === 'name' &&
      this.library.schemas.has(node.list[0].name)
    )
      this.#tabular(node.list[0], names);
    else if ('parameters' in node) this.#operator(node as unknown as Operator, names);
    else for (const value of Object.values(node)) this.#scalar(value, names);
  }
}

/** `database("d")`, `cluster("c").database("d")` */
function qualified(expression: Expression): boolean {
  return expression.is === 'call' && QUALIFIERS.has(expression.name);
}
