import { invariant } from '../../base/invariant.js';
import type { Problem } from '../../base/problem.js';
import type { Span } from '../../base/span.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type {
  Call,
  Expression,
  FunctionSyntax,
  Operator,
  ParameterSyntax,
  Pipeline,
  QuerySyntax,
  Statement,
} from '../syntax/nodes.js';
import type { Batch, ColumnDeclaration } from '../types/table.js';
import { type Assumptions, Unsettled } from './assumptions.js';
import { bindExternaldata } from './bind-externaldata.js';
import { bindArguments, type Invocation } from './bind-function.js';
import { patternCall } from './bind-pattern.js';
import { bindScalar, convertTo } from './bind-scalar.js';
import { callKey, type EmptyCalls, withoutRows } from './empty-calls.js';
import { knownNames } from './known-names.js';
import type { Bound, Plan } from './nodes.js';
import type { OperatorBinding, OperatorOf, Registry } from './registry.js';
import { setProperty, withProperties } from './request-properties.js';
import { type Catalog, type Definition, type Relation, Scope } from './scope.js';
import { productBound, serviceBound } from './service-bound.js';

/** How deep calls of functions may go before binding calls it a recursion. */
const maxDepth = 60;

/** What an expression as a whole means. */
type Meaning = Exclude<Definition, { is: 'function' }>;

/** Gives the names of a query their meaning: syntax to plan. */
export class Binder {
  private nextId = 0;

  constructor(
    readonly registry: Registry,
    readonly catalog: Catalog,
    readonly assumptions: Assumptions,
    private readonly rowsNow: (plan: Plan) => Batch,
    private readonly emptyCalls?: EmptyCalls,
  ) {}

  /** The names of all tables that the query reads, also where their rows turn out not to be needed. */
  readonly tablesRead: string[] = [];
  private looks = 0;

  /** What a query may go without, and does: a branch of a fuzzy union that cannot be read. */
  readonly warnings: Problem[] = [];

  /** Breaks the round of binding off where it found columns (of these sources) that its plans do not know of; the next begins with them. */
  settle(sources?: readonly string[]): void {
    if (this.assumptions.hasChanged(sources)) throw new Unsettled();
  }

  /** All rows of a plan, for what takes its columns from data (`bag_unpack`, `pivot`). */
  sample(plan: Plan): Batch {
    this.settle();
    this.looks++;
    return this.rowsNow(plan);
  }

  /** A name that no other node of this plan has. */
  freshId(): string {
    return `#${this.nextId++}`;
  }

  /** Binds a whole query: all its statements, each expression of which is a result. */
  query(syntax: QuerySyntax): Relation {
    const results = this.statements(syntax.statements, Scope.root()).map((result) =>
      result.is === 'tabular' ? result.relation : this.printed(result.value),
    );
    const [first] = results;
    if (first === undefined) return raise(problems.noExpression());
    if (results.length === 1) return first;
    const branches = results.map(({ plan, label }, i) => ({
      name: label ?? `Results${i === 0 ? '' : `_${i + 1}`}`,
      plan,
    }));
    const { columns, serialized, span } = first.plan;
    return { plan: { kind: 'results', branches, columns, serialized, span }, open: [] };
  }

  /** A lone scalar as a query is the table `print` makes of it. */
  private printed(value: Bound): Relation {
    const unit: Plan = { kind: 'unit', columns: [], serialized: true, span: value.span };
    const assignments = [{ name: 'print_0', value }];
    return {
      plan: {
        kind: 'project',
        input: unit,
        assignments,
        columns: [{ name: 'print_0', type: value.type }],
        serialized: true,
        span: value.span,
      },
      open: [],
    };
  }

  /** Binds statements in order; gives what their expressions mean. `rows` are those that a scalar function is called on. */
  private statements(statements: readonly Statement[], scope: Scope, rows: Relation | null = null): Meaning[] {
    const results: Meaning[] = [];
    const lets = new Set<string>();
    for (const statement of statements) {
      switch (statement.is) {
        case 'let':
          if (lets.has(statement.name))
            raise(problems.failed('SEM0079', `The name '${statement.name}' is defined already.`, statement.nameSpan));
          lets.add(statement.name);
          scope.define(
            statement.name,
            statement.value.is === 'function'
              ? { is: 'function', function: statement.value, scope }
              : this.definition(statement.value, rows, scope),
          );
          break;
        case 'expression': {
          const meaning = this.definition(statement.value, null, scope);
          const tables = meaning.is === 'tabular' && meaning.relation.named ? branchesOf(meaning.relation) : [];
          for (const { name, plan } of tables)
            scope.define(name, { is: 'tabular', relation: { plan, open: [], label: name } });
          if (tables.length === 0 || statement === statements.at(-1)) results.push(withProperties(meaning, scope));
          break;
        }
        case 'query_parameters':
          for (const parameter of statement.parameters) {
            if (parameter.default === undefined)
              raise(
                problems.failed(
                  'TT-PARAMETER',
                  `The query parameter '${parameter.name}' has no value and no default.`,
                  parameter.span,
                ),
              );
            scope.define(parameter.name, this.parameter(parameter, parameter.default, scope));
          }
          break;
        case 'pattern':
          scope.definePattern(statement.name, { syntax: statement, scope });
          break;
        case 'set':
          setProperty(
            statement,
            statement.value === null ? undefined : bindScalar(statement.value, null, scope, this),
            scope,
          );
          break;
        case 'alias':
          break;
        case 'unknown':
          raise(problems.unsupported(statement.construct, statement.span));
      }
    }
    return results;
  }

  /** The default of a query parameter, in its declared type. */
  private parameter({ type }: ParameterSyntax, value: Expression, scope: Scope): Meaning {
    const meaning = this.definition(value, null, scope);
    if (meaning.is === 'tabular' || type === undefined) return meaning;
    return { ...meaning, value: convertTo(meaning.value, type, this) };
  }

  /** Binds an expression as what it is, a table or a scalar. */
  definition(expression: Expression, rows: Relation | null, scope: Scope): Meaning {
    if (this.isTabular(expression, scope)) return { is: 'tabular', relation: this.tabular(expression, scope) };
    return { is: 'scalar', value: bindScalar(expression, rows, scope, this), rows };
  }

  /** Whether an expression, as a whole, gives a table. */
  isTabular(expression: Expression, scope: Scope): boolean {
    if (patternCall(expression, scope) !== undefined) return true;
    switch (expression.is) {
      case 'pipeline':
      case 'datatable':
      case 'externaldata':
        return true;
      case 'name': {
        const definition = scope.find(expression.name);
        if (definition !== undefined) return this.givesTable(definition, expression);
        return (
          this.catalog.table(expression.name) !== undefined || this.catalog.function(expression.name) !== undefined
        );
      }
      case 'call': {
        const definition = this.functionNamed(expression.name, scope);
        if (definition !== undefined) return this.givesTable(definition, expression);
        return this.registry.tabularFunctions.has(expression.name) && !this.registry.functions.has(expression.name);
      }
      case 'member':
        return this.isQualifier(expression.object) || isElsewhere(expression.object);
      default:
        return false;
    }
  }

  /** The functions whose bodies are being looked at to tell. */
  private readonly lookedAt = new Set<FunctionSyntax>();

  private givesTable(definition: Definition, { name, span }: { readonly name: string; readonly span: Span }): boolean {
    if (definition.is !== 'function') return definition.is === 'tabular';
    if (this.lookedAt.has(definition.function)) return raise(problems.recursion(name, span));
    this.lookedAt.add(definition.function);
    try {
      return this.bodyGivesTable(definition);
    } finally {
      this.lookedAt.delete(definition.function);
    }
  }

  private bodyGivesTable(definition: Extract<Definition, { is: 'function' }>): boolean {
    const last = definition.function.body.filter((each) => each.is === 'expression').at(-1);
    if (last === undefined) return false;
    const inside = definition.scope.inner();
    for (const parameter of definition.function.parameters) {
      const value: Bound = { is: 'literal', type: parameter.type ?? 'string', value: null, span: parameter.span };
      const nothing: Plan = { kind: 'unit', columns: [], serialized: false, span: parameter.span };
      inside.define(
        parameter.name,
        parameter.type !== undefined
          ? { is: 'scalar', value, rows: null }
          : { is: 'tabular', relation: { plan: nothing, open: [] } },
      );
    }
    for (const each of definition.function.body) {
      if (each.is !== 'let') continue;
      if (each.value.is === 'function')
        inside.define(each.name, { is: 'function', function: each.value, scope: inside });
      else if (this.isTabular(each.value, inside))
        inside.define(each.name, {
          is: 'tabular',
          relation: { plan: { kind: 'unit', columns: [], serialized: false, span: each.span }, open: [] },
        });
      else
        inside.define(each.name, {
          is: 'scalar',
          value: { is: 'literal', type: 'string', value: null, span: each.span },
          rows: null,
        });
    }
    return this.isTabular(last.value, inside);
  }

  /** `database("d")`, `cluster("c").database("d")`, `workspace("w")`: they say where a table is, and all tables are ours. */
  private isQualifier(expression: Expression): boolean {
    if (expression.is === 'member') return this.isQualifier(expression.object);
    return (
      expression.is === 'call' && ['database', 'cluster', 'workspace', 'app', 'resource'].includes(expression.name)
    );
  }

  /** Binds an expression that must be a table. */
  tabular(expression: Expression, scope: Scope): Relation {
    const call = patternCall(expression, scope);
    if (call !== undefined) return this.invokeTabular(call.name, call.definition, call.given, null, scope, call.span);
    switch (expression.is) {
      case 'pipeline':
        return this.pipeline(expression, scope);
      case 'name':
        return this.tableNamed(expression.name, expression.span, scope);
      case 'member':
        if (isElsewhere(expression.object)) return raise(this.missingFunction(expression.object));
        if (this.isQualifier(expression.object))
          return this.tableOfCatalog(expression.name, expression.span, scope.depth);
        return raise(problems.notTabular(expression.span));
      case 'call':
        return this.tabularCall(expression, scope);
      case 'datatable':
        return this.datatable(expression);
      case 'externaldata':
        return bindExternaldata(expression, this);
      case 'unknown':
        return raise(problems.unsupported(expression.construct, expression.span));
      default:
        return raise(problems.notTabular(expression.span));
    }
  }

  /** Binds operators one behind the other. */
  operators(operators: readonly Operator[], input: Relation | null, scope: Scope): Relation {
    let relation = input;
    for (const operator of operators) {
      if (relation?.plan.kind === 'results')
        raise(problems.failed('TT-RESULTS', 'No operator can stand behind several results.', operator.span));
      if (relation?.graph !== undefined && operator.is !== 'unknown' && !operator.is.startsWith('graph-'))
        raise(problems.failed('TT-GRAPH', `'${operator.is}' works on a table, not on a graph.`, operator.span));
      const bind = this.registry.operators[operator.is] as OperatorBinding<Operator['is']>;
      relation = bind(operator as OperatorOf<Operator['is']>, relation, scope, this);
      if (scope.within !== undefined && relation.plan.within === undefined)
        relation = { ...relation, plan: { ...relation.plan, within: scope.within } };
      if (operator.is === 'as') scope.define(operator.name, { is: 'tabular', relation });
    }
    invariant(relation !== null, 'a pipeline has a source or an operator');
    return relation;
  }

  private pipeline(pipeline: Pipeline, scope: Scope): Relation {
    const inside = scope.inner();
    return this.operators(
      pipeline.operators,
      pipeline.source === null ? null : this.tabular(pipeline.source, inside),
      inside,
    );
  }

  /** The table, tabular let or function without arguments of that name. */
  tableNamed(name: string, span: Span, scope: Scope): Relation {
    const definition = scope.find(name);
    if (definition?.is === 'tabular') return definition.relation;
    if (definition?.is === 'function') return this.invokeTabular(name, definition, [], null, scope, span);
    if (definition?.is === 'scalar') return raise(problems.notTabular(span));
    return this.tableOfCatalog(name, span, scope.depth);
  }

  /** A table of the catalog, or the result of a catalog function called without arguments. */
  tableOfCatalog(name: string, span: Span, depth = 0): Relation {
    const outside = new Scope(null, undefined, depth);
    const definition = this.functionNamed(name, outside);
    if (definition !== undefined) return this.invokeTabular(name, definition, [], null, outside, span);
    const table = this.catalog.table(name);
    if (table === undefined) return raise(problems.unknownTable(name, span));
    this.tablesRead.push(name);
    const known = new Set(table.columns.map((column) => column.name));
    const own = table.columns.map((column) =>
      table.guessed?.has(column.name)
        ? this.assumptions.guessed(name, column.name, table.guessed.get(column.name))
        : column,
    );
    const assumed = table.open ? this.assumptions.columnsOf(name).filter((column) => !known.has(column.name)) : [];
    return {
      plan: { kind: 'table', name, columns: [...own, ...assumed], serialized: false, span },
      open: table.open ? [name] : [],
    };
  }

  private functionNamed(name: string, scope: Scope): Extract<Definition, { is: 'function' }> | undefined {
    const definition = scope.find(name);
    if (definition !== undefined) return definition.is === 'function' ? definition : undefined;
    const stored = this.catalog.function(name);
    return stored && { is: 'function', function: stored, scope: new Scope(null, name, scope.depth), isStored: true };
  }

  private tabularCall(call: Call, scope: Scope, piped: Relation | null = null): Relation {
    const definition = this.functionNamed(call.name, scope);
    if (definition !== undefined)
      return this.invokeTabular(call.name, definition, call.arguments, piped, scope, call.span);
    const special = this.registry.tabularFunctions.get(call.name);
    if (special !== undefined) return special(call, scope, this);
    return raise(this.missingFunction(call));
  }

  /** `invoke f(args)`: the piped table is the first argument. */
  invoke(call: Call, piped: Relation, scope: Scope): Relation {
    return this.tabularCall(call, scope, piped);
  }

  private invokeTabular(
    name: string,
    definition: Extract<Definition, { is: 'function' }>,
    given: Call['arguments'],
    piped: Relation | null,
    scope: Scope,
    span: Span,
  ): Relation {
    const result = this.body({ name, definition, given, piped, span }, null, scope);
    return result.is === 'tabular' ? result.relation : raise(problems.notTabular(span));
  }

  /** Calls a user-defined function for a scalar; undefined when there is none of that name. */
  scalarCall(call: Call, rows: Relation | null, scope: Scope): Bound | undefined {
    const definition = this.functionNamed(call.name, scope);
    if (definition === undefined) return undefined;
    const result = this.body(
      { name: call.name, definition, given: call.arguments, piped: null, span: call.span },
      rows,
      scope,
    );
    return result.is === 'scalar' ? result.value : raise(problems.notScalar(call.span));
  }

  /** Binds the body of a function with its parameters standing for the arguments. */
  private body(invocation: Invocation, rows: Relation | null, scope: Scope): Meaning {
    const { definition, name, span } = invocation;
    if (scope.depth > maxDepth) raise(problems.recursion(name, span));
    const inside = new Scope(definition.scope, definition.scope.within, scope.depth + 1);
    bindArguments(invocation, inside, rows, scope, this);
    const { body, parameters } = definition.function;
    const callers = rows && { ...rows, isCallers: true as const };
    const bind = () => {
      const last = body.at(-1);
      if (last?.is !== 'expression') return raise(problems.noExpression());
      this.statements(body.slice(0, -1), inside, callers);
      return this.definition(last.value, callers, inside);
    };
    const calls = definition.isStored && rows === null ? this.emptyCalls : undefined;
    const key =
      calls &&
      callKey(
        name,
        parameters.map((parameter) => inside.find(parameter.name)),
      );
    return calls === undefined || key === undefined ? bind() : this.emptied(key, calls, bind);
  }

  /** What a call gives, without its rows where the tables that it reads have none. */
  private emptied(key: string, calls: EmptyCalls, bind: () => Meaning): Meaning {
    const isAbsent = (name: string) => this.catalog.isAbsent?.(name) === true;
    const known = calls.find(key, isAbsent);
    if (known?.tables.every((table) => this.assumptions.columnsOf(table).length === 0)) {
      this.tablesRead.push(...known.tables);
      return { is: 'tabular', relation: known.relation };
    }
    const { looks, warnings, tablesRead } = this;
    const warned = warnings.length;
    const first = tablesRead.length;
    const meaning = bind();
    if (meaning.is !== 'tabular' || warnings.length > warned || this.looks > looks) return meaning;
    const tables = [...new Set(tablesRead.slice(first))];
    if (!tables.every(isAbsent)) return meaning;
    const relation = withoutRows(meaning.relation, tables, this.assumptions);
    if (relation === undefined) return meaning;
    calls.note(key, { relation, tables });
    return { is: 'tabular', relation };
  }

  /** Why a function that nobody defined cannot be called. */
  missingFunction(call: Call): Problem {
    const reason = serviceBound.get(call.name) ?? productBound.get(call.name);
    return reason !== undefined || knownNames.has(call.name)
      ? problems.unsupported(call.name, call.nameSpan, reason)
      : problems.unknownFunction(call.name, call.nameSpan);
  }

  private datatable(syntax: Extract<Expression, { is: 'datatable' }>): Relation {
    const width = syntax.columns.length;
    if (width === 0 || syntax.values.length % width !== 0) {
      return raise(
        problems.failed(
          'KS121',
          `The values of a datatable must fill its ${width} columns row by row; there are ${syntax.values.length}.`,
          syntax.span,
        ),
      );
    }
    const columns: ColumnDeclaration[] = syntax.columns.map(({ name, type }) => ({ name, type }));
    const literals = syntax.values.map((value, i) => datatableValue(value, columns[i % width], this));
    const rows = Array.from({ length: syntax.values.length / width }, (_, row) =>
      literals.slice(row * width, (row + 1) * width),
    );
    return { plan: { kind: 'datatable', rows, columns, serialized: false, span: syntax.span }, open: [] };
  }
}

/** `arg("").Resources`, `adx("...").T`: tables of other services. */
function isElsewhere(expression: Expression): expression is Call {
  return expression.is === 'call' && (expression.name === 'arg' || expression.name === 'adx');
}

function branchesOf({ plan }: Relation) {
  return plan.kind === 'results' ? plan.branches : [];
}

function datatableValue(value: Expression, column: ColumnDeclaration, binder: Binder) {
  const bound = bindScalar(value, null, Scope.root(), binder);
  const converted = convertTo(bound, column.type, binder);
  return converted.is === 'literal'
    ? converted.value
    : raise(problems.failed('KS128', 'The values of a datatable must be literals.', value.span));
}
