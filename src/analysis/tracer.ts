import type { Span } from '../base/span.js';
import {
  aggregateNamed,
  type Expression,
  type FunctionSyntax,
  type Operator,
  type Parameters,
  type Statement,
} from '../kql/index.js';
import {
  type Columns,
  columnNamed,
  columnsOfTable,
  joined,
  namedColumns,
  type Origin,
  onlyColumns,
  united,
  untraced,
  withColumns,
} from './columns.js';
import { allOf, condition, isTest, listPredicate, placedAt } from './conditions.js';
import { constantTable } from './constant-tables.js';
import { constant } from './constants.js';
import type { JoinKey, Predicate, PredicateTree } from './model.js';
import { columnsAfter, items } from './operator-columns.js';
import { columnsIn, constantOf, madeColumns, originOf, type Reading } from './origins.js';
import { emptyScope, type LetFunction, type LetTable, type Scope } from './scope-names.js';

/** A comparison that the query makes somewhere, with whether rows that pass it are left out. */
export interface Found {
  readonly predicate: Predicate;
  readonly negated: boolean;
  /** The conditional aggregate or the function of the catalog that it stands in. */
  readonly within?: string;
  /** What it stands in is a function of the catalog. */
  readonly shared?: true;
}

/** What tracing a query gives. */
export interface Trace {
  readonly found: readonly Found[];
  /** The conditions of the operators that the query itself applies to its rows. */
  readonly conditions: ReadonlyMap<Operator, PredicateTree>;
  readonly keys: ReadonlyMap<Operator, readonly JoinKey[]>;
  readonly columns: Columns;
  /** The columns that expressions read of tables, where it is certain of which. */
  readonly reads: readonly { readonly table: string; readonly name: string; readonly span: Span }[];
  /** The tables that a join reads as they are. */
  readonly wholeTables: readonly WholeTable[];
  /** The tables that are no functions and no lets, with the first place of each. */
  readonly tables: ReadonlyMap<string, Span>;
  /** The table with which the query itself begins. */
  readonly source: string | null;
}

/** The right side of a join that is a table as it is. */
export interface WholeTable {
  readonly name: string;
  readonly span: Span;
  readonly kind: string;
  readonly left: Columns;
  /** The operators behind the join. */
  readonly after: readonly Operator[];
}

/** What a function of the catalog looks for; undefined when there is none of that name. */
export type Inside = (name: string) => readonly Found[] | undefined;

/** Calls of functions that a query defines are looked into so often; more is a query that grows without end. */
const MOST_CALLS = 400;

/** Follows the columns of a query from its tables to its result, and reads every condition on the way. */
export function trace(text: string, statements: readonly Statement[], inside: Inside): Trace {
  const tracer = new Tracer(text, inside);
  const columns = tracer.statements(statements, emptyScope) ?? columnsOfTable(null);
  const { found, conditions, keys, reads, tables, wholeTables } = tracer;
  const last = statements.findLast((statement) => statement.is === 'expression')?.value;
  const source = last?.is === 'pipeline' ? last.source : null;
  return {
    found,
    conditions,
    keys,
    columns,
    reads,
    wholeTables,
    tables,
    source: source?.is === 'name' && tables.has(source.name) ? source.name : null,
  };
}

type Named = { readonly name: string; readonly wildcard?: boolean; readonly span: Span };

class Tracer {
  readonly found: Found[] = [];
  readonly conditions = new Map<Operator, PredicateTree>();
  readonly keys = new Map<Operator, readonly JoinKey[]>();
  readonly reads: { table: string; name: string; span: Span }[] = [];
  readonly wholeTables: WholeTable[] = [];
  readonly tables = new Map<string, Span>();
  private readonly seen = new Set<string>();
  private readonly active = new Set<FunctionSyntax>();
  private negated = false;
  private calls = 0;

  constructor(
    private readonly text: string,
    private readonly inside: Inside,
  ) {}

  /** Reads statements in order; gives the columns of the last table. */
  statements(statements: readonly Statement[], outer: Scope): Columns | undefined {
    let scope = outer;
    let result: Columns | undefined;
    const unused: (() => void)[] = [];
    for (const statement of statements) {
      if (statement.is === 'expression') result = this.tabular(statement.value, scope);
      if (statement.is === 'query_parameters')
        for (const { name } of statement.parameters) scope = scope.with(name, { constant: undefined });
      if (statement.is !== 'let') continue;
      const { name, value } = statement;
      const before = scope;
      if (value.is === 'function') {
        const made: LetFunction = { syntax: value, scope: before, called: false };
        scope = scope.with(name, { function: made, statement });
        unused.push(() => made.called || this.calledFunction(made, [], columnsOfTable(null), before));
      } else {
        const table: LetTable = { expression: value, scope: before, seen: new Map() };
        const written = constantTable(value, before.statements);
        const constants = written && [...written.values()];
        scope = scope.with(name, {
          constant: constants?.length === 1 ? constants[0] : constant(value, before.lets),
          table,
          statement,
        });
        unused.push(() => table.seen.size > 0 || this.letTable(table));
      }
    }
    for (const read of unused) read();
    return result;
  }

  /** The columns of a table, whose conditions are read on the way. */
  private tabular(expression: Expression, scope: Scope): Columns {
    const written = constantTable(expression, scope.statements);
    if (written !== undefined) {
      const at = expression.span.start;
      return onlyColumns(
        [...written].map(([name, constant]) => [name, { ...untraced(name, [], at), ...(constant && { constant }) }]),
      );
    }
    switch (expression.is) {
      case 'name':
        return this.named(expression, scope);
      case 'member':
        return this.named(expression, emptyScope);
      case 'pipeline':
        return this.pipeline(expression.source, expression.operators, scope);
      case 'datatable':
      case 'externaldata':
        return namedColumns(
          expression.columns.map(({ name }) => name),
          expression.span.start,
        );
      case 'call':
        return this.called(expression, scope, onlyColumns([]));
      default:
        this.scalar(expression, scope, onlyColumns([]));
        return columnsOfTable(null);
    }
  }

  /** What stands before a `rightanti` join finds the rows that the join leaves out. */
  private pipeline(source: Expression | null, operators: readonly Operator[], scope: Scope): Columns {
    const read = (those: readonly Operator[]) =>
      this.operators(those, source === null ? onlyColumns([]) : this.tabular(source, scope), scope);
    const anti = operators.findLastIndex((operator) => operator.is === 'join' && RIGHT_ANTI.test(joinKind(operator)));
    if (anti < 0) return read(operators);
    const left = this.turned(() => this.pipeline(source, operators.slice(0, anti), scope));
    return this.operators(operators.slice(anti), left, scope);
  }

  private named({ name, wildcard, span }: Named, scope: Scope): Columns {
    const table = scope.tables.get(name);
    if (table !== undefined) return this.letTable(table);
    const written = scope.functions.get(name);
    if (written !== undefined) return this.calledFunction(written, [], onlyColumns([]), scope);
    if (scope.lets.has(name) || wildcard || this.ofCatalog(name, span)) return columnsOfTable(null);
    if (!this.tables.has(name)) this.tables.set(name, span);
    return columnsOfTable(name);
  }

  private letTable(table: LetTable): Columns {
    let columns = table.seen.get(this.negated);
    if (columns === undefined) {
      table.seen.set(this.negated, columnsOfTable(null));
      columns = this.tabular(table.expression, table.scope);
      table.seen.set(this.negated, columns);
    }
    return columns;
  }

  /** Notes what a function of the catalog looks for, at the place of its call; says whether there is one. */
  private ofCatalog(name: string, span: Span): boolean {
    const found = this.inside(name);
    for (const { predicate, negated, within, shared } of found ?? [])
      this.add(placedAt(predicate, span), negated !== this.negated, shared ? within : name, true);
    return found !== undefined;
  }

  private called(call: Extract<Expression, { is: 'call' }>, scope: Scope, columns: Columns): Columns {
    const [first] = call.arguments;
    const name = call.name.toLowerCase();
    if (name === 'materialize' || name === 'view' || name === 'toscalar' || name === 'totable')
      return first === undefined ? columnsOfTable(null) : this.tabular(first.value, scope);
    if (name === 'table' && first !== undefined) {
      const table = constantOf(first.value, this.reading(scope, columns));
      return table?.is === 'single'
        ? this.named({ name: String(table.value), span: call.span }, scope)
        : columnsOfTable(null);
    }
    const written = scope.functions.get(call.name);
    if (written !== undefined) return this.calledFunction(written, call.arguments, columns, scope);
    this.ofCatalog(call.name, call.span);
    for (const { value } of call.arguments) this.scalar(value, scope, columns);
    return columnsOfTable(null);
  }

  /** Reads the body of a function of the query with what it is given. */
  private calledFunction(
    made: LetFunction,
    given: Extract<Expression, { is: 'call' }>['arguments'],
    columns: Columns,
    scope: Scope,
    piped?: Columns,
  ): Columns {
    made.called = true;
    const { syntax } = made;
    if (this.active.has(syntax) || this.calls++ > MOST_CALLS) return columnsOfTable(null);
    this.active.add(syntax);
    let inside = made.scope;
    let rows = columns;
    const values =
      piped === undefined ? given.map(({ value }) => value) : [undefined, ...given.map(({ value }) => value)];
    syntax.parameters.forEach((parameter, i) => {
      const value = values[i];
      const isTable = parameter.columns !== undefined || parameter.star === true;
      if (isTable) {
        const table =
          i === 0 && piped !== undefined ? piped : value ? this.tabular(value, scope) : columnsOfTable(null);
        inside = inside.with(parameter.name, {
          table: {
            expression: parameter.default ?? { is: 'star', span: parameter.span },
            scope: inside,
            seen: new Map([
              [true, table],
              [false, table],
            ]),
          },
        });
        return;
      }
      const argument = value ?? parameter.default;
      const constant = argument && constantOf(argument, this.reading(scope, columns));
      if (constant === undefined && value !== undefined && columnsIn(value, scope.lets).length > 0) {
        rows = withColumns(rows, [[parameter.name, originOf(value, this.reading(scope, columns))]]);
        inside = inside.without(parameter.name);
      } else {
        inside = inside.with(parameter.name, { constant });
      }
    });
    const body = syntax.body;
    const last = body.at(-1);
    let result: Columns = columnsOfTable(null);
    if (
      last?.is === 'expression' &&
      last.value.is !== 'pipeline' &&
      last.value.is !== 'name' &&
      last.value.is !== 'call'
    ) {
      this.statements(body.slice(0, -1), inside);
      this.scalar(last.value, inside, rows);
    } else result = this.statements(body, inside) ?? result;
    this.active.delete(syntax);
    return result;
  }

  private operators(operators: readonly Operator[], input: Columns, outer: Scope): Columns {
    let columns = input;
    let scope = outer;
    operators.forEach((operator, at) => {
      const left = columns;
      columns = this.operator(operator, columns, scope);
      if (operator.is === 'join' && operator.right.is === 'name') {
        const { name, span } = operator.right;
        if (this.tables.has(name) && !scope.tables.has(name) && !scope.functions.has(name))
          this.wholeTables.push({ name, span, kind: joinKind(operator), left, after: operators.slice(at + 1) });
      }
      if (operator.is === 'as') {
        const table: LetTable = {
          expression: { is: 'star', span: operator.span },
          scope,
          seen: new Map([
            [true, columns],
            [false, columns],
          ]),
        };
        scope = scope.with(operator.name, { table });
      }
    });
    return columns;
  }

  private operator(operator: Operator, columns: Columns, scope: Scope): Columns {
    const reading = this.reading(scope, columns);
    const at = operator.span.start;
    const make = (expressions: readonly Expression[]) => {
      this.scalar(expressions, scope, columns);
      return expressions.flatMap((expression) => madeColumns(expression, reading));
    };
    switch (operator.is) {
      case 'where':
        this.condition(operator, operator.predicate, scope, columns);
        return columns;
      case 'search':
      case 'find': {
        const tables = operator.tables.map((table) => this.tabular(table, scope));
        const input =
          tables.length > 0 ? united(tables) : columns.open || columns.known.size > 0 ? columns : columnsOfTable(null);
        this.condition(operator, operator.predicate, scope, input);
        return operator.is === 'search' || !Array.isArray(operator.project)
          ? input
          : onlyColumns(operator.project.flatMap((each: Expression) => madeColumns(each, this.reading(scope, input))));
      }
      case 'mv-apply': {
        const inside = withColumns(columns, items(make(operator.columns.map(({ value }) => value))));
        const { known } = this.operators(operator.body, inside, scope);
        return withColumns(columns, known);
      }
      case 'join':
      case 'lookup':
        return this.joined(operator, columns, scope);
      case 'union': {
        const inputs = operator.inputs.map((input) => this.tabular(input, scope));
        return united(columns.open || columns.known.size > 0 ? [columns, ...inputs] : inputs);
      }
      case 'partition':
        if ('is' in operator.body) return this.tabular(operator.body, scope);
        return this.operators(operator.body, columns, scope);
      case 'fork':
        for (const { body } of operator.branches) this.operators(body, columns, scope);
        return columns;
      case 'facet':
        if (operator.body !== null) this.operators(operator.body, columns, scope);
        return columns;
      case 'scan':
        for (const step of operator.steps) this.collect(condition(step.condition, reading));
        return withColumns(
          columns,
          operator.declare.map(({ name }) => [name, untraced(name, [], at)]),
        );
      case 'invoke': {
        const written = scope.functions.get(operator.call.name);
        if (written !== undefined)
          return this.calledFunction(written, operator.call.arguments, onlyColumns([]), scope, columns);
        return { ...this.called(operator.call, scope, columns), known: columns.known };
      }
      case 'evaluate':
        for (const { value } of operator.call.arguments) {
          const argument = value.is === 'named' ? value.value : value;
          if (isTest(argument)) this.collect(condition(argument, reading), operator.call.name);
          this.scalar(value, scope, columns);
        }
        return { known: columns.known, open: true, table: null };
      default:
        return columnsAfter(operator, columns, reading, make);
    }
  }

  private joined(operator: Extract<Operator, { is: 'join' | 'lookup' }>, left: Columns, scope: Scope): Columns {
    const kind = joinKind(operator);
    const anti = /anti/.test(kind);
    const right =
      anti && !kind.startsWith('right')
        ? this.turned(() => this.tabular(operator.right, scope))
        : this.tabular(operator.right, scope);
    const keys = operator.on.flatMap((on) => this.keyOf(on, left, right, scope));
    if (keys.length > 0)
      this.keys.set(
        operator,
        keys.map(({ left: one, right: other }) => ({ left: one.text, right: other.text })),
      );
    if (/^(inner|innerunique|leftsemi|leftanti|anti|leftantisemi)$/.test(kind)) {
      const trees = keys.flatMap(({ left: one, right: other, span }) => {
        const [field, list] = other.constant === undefined ? [other, one.constant] : [one, other.constant];
        const tree = list && field.constant === undefined ? listPredicate(field, list, span) : undefined;
        return tree === undefined ? [] : [anti ? ({ is: 'not', parts: [tree], span } as const) : tree];
      });
      if (trees.length > 0) {
        const tree = allOf(trees);
        this.conditions.set(operator, tree);
        this.collect(tree);
      }
    }
    if (/^(leftsemi|leftanti|anti|leftantisemi)$/.test(kind)) return left;
    if (/^right(semi|anti|antisemi)$/.test(kind)) return right;
    return joined(left, right);
  }

  /** `on a` and `on $left.a == $right.b` */
  private keyOf(on: Expression, left: Columns, right: Columns, scope: Scope) {
    const sides = { $left: left, $right: right };
    if (on.is === 'name')
      return [{ left: columnNamed(on.name, left), right: columnNamed(on.name, right), span: on.span }];
    if (on.is !== 'binary') return [];
    if (on.operator === 'and')
      return [on.left, on.right].flatMap((part): { left: Origin; right: Origin; span: typeof on.span }[] =>
        this.keyOf(part, left, right, scope),
      );
    const found: { $left?: Origin; $right?: Origin } = {};
    for (const side of [on.left, on.right]) {
      if (side.is !== 'member' || side.object.is !== 'name') continue;
      const name = side.object.name as keyof typeof sides;
      if (name in sides) found[name] = columnNamed(side.name, sides[name]);
    }
    return found.$left && found.$right ? [{ left: found.$left, right: found.$right, span: on.span }] : [];
  }

  private condition(operator: Operator, predicate: Expression, scope: Scope, columns: Columns): void {
    const search = operator.is === 'search' || operator.is === 'find';
    const tree = condition(predicate, { ...this.reading(scope, columns), ...(search && { search }) });
    this.conditions.set(operator, tree);
    this.collect(tree);
    this.scalar(predicate, scope, columns);
  }

  private reading(scope: Scope, columns: Columns): Reading & { readonly functions: Scope['functions'] } {
    return { text: this.text, lets: scope.lets, columns, functions: scope.functions };
  }

  /** Reads the subqueries and conditional aggregates in what is no table itself. */
  private scalar(part: unknown, scope: Scope, columns: Columns): void {
    if (Array.isArray(part)) for (const each of part) this.scalar(each, scope, columns);
    if (typeof part !== 'object' || part === null || !('is' in part)) return;
    const node = part as Expression;
    switch (node.is) {
      case 'pipeline':
      case 'datatable':
        this.tabular(node, scope);
        return;
      case 'in': {
        this.scalar(node.left, scope, columns);
        const read = () => {
          for (const item of node.list) {
            const isTable = item.is === 'name' && (scope.tables.has(item.name) || scope.functions.has(item.name));
            if (isTable && scope.lets.get((item as { name: string }).name) === undefined) this.tabular(item, scope);
            else this.scalar(item, scope, columns);
          }
        };
        if (node.operator.startsWith('!')) this.turned(read);
        else read();
        return;
      }
      case 'call': {
        const values = node.arguments.map(({ value }) => value);
        if (node.name === 'not') {
          this.turned(() => this.scalar(values, scope, columns));
          return;
        }
        if (node.name.toLowerCase() === 'toscalar') {
          this.called(node, scope, columns);
          return;
        }
        const conditional = aggregateNamed(node.name)?.condition;
        if (typeof conditional === 'number' && values[conditional] !== undefined)
          this.collect(condition(values[conditional], this.reading(scope, columns)), node.name);
        const written = scope.functions.get(node.name);
        if (written !== undefined) this.calledFunction(written, node.arguments, columns, scope);
        this.scalar(values, scope, columns);
        return;
      }
      case 'name': {
        const table = scope.tables.get(node.name);
        if (table !== undefined && table.expression.is === 'call' && scope.lets.get(node.name) === undefined)
          this.letTable(table);
        if (
          columns.table !== null &&
          columns.open &&
          !node.wildcard &&
          !columns.known.has(node.name) &&
          !scope.lets.has(node.name)
        )
          this.reads.push({ table: columns.table, name: node.name, span: node.span });
        return;
      }
      default:
        for (const value of Object.values(node)) this.scalar(value, scope, columns);
    }
  }

  private turned<T>(work: () => T): T {
    this.negated = !this.negated;
    try {
      return work();
    } finally {
      this.negated = !this.negated;
    }
  }

  private collect(tree: PredicateTree, within?: string): void {
    if (tree.is === 'opaque') return;
    if (tree.is === 'predicate') this.add(tree, this.negated, within);
    else if (tree.is === 'not') this.turned(() => this.collect(tree.parts[0], within));
    else for (const part of tree.parts) this.collect(part, within);
  }

  private add(predicate: Predicate, negated: boolean, within?: string, shared?: true): void {
    if (predicate.threshold) return;
    const { field, kind, values, span } = predicate;
    const key = JSON.stringify([field, kind, values, span.start, span.end, negated, within]);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.found.push({ predicate, negated, ...(within !== undefined && { within }), ...(shared && { shared }) });
  }
}

const RIGHT_ANTI = /^rightanti(semi)?$/;

/** The kind of a join as it is written, or what it is without. */
export function joinKind({ is, parameters }: Extract<Operator, { is: 'join' | 'lookup' }>): string {
  return wordOf(parameters, 'kind') ?? (is === 'lookup' ? 'leftouter' : 'innerunique');
}

function wordOf(parameters: Parameters, name: string): string | undefined {
  const value = parameters.find((parameter) => parameter.name === name)?.value;
  return value?.is === 'name' ? value.name : undefined;
}
