import { type Problem, ProblemError } from '../base/problem.js';
import type { Span } from '../base/span.js';
import {
  type Binding,
  bindSyntax,
  type FunctionSyntax,
  type Gap,
  type QuerySyntax,
  type ScalarType,
} from '../kql/index.js';
import type { RuleFunction, TableSchema } from '../rules/index.js';
import { Library } from './references.js';
import { SharedFunctions } from './shared-functions.js';

interface Table {
  readonly columns: readonly { readonly name: string; readonly type: ScalarType }[];
  readonly open: boolean;
}

/** The functions and tables that queries may name, ready to be asked about many queries. */
export class World {
  readonly library: Library;
  readonly shared: SharedFunctions;
  readonly #schemas: ReadonlyMap<string, Table>;
  #spellings: ReadonlyMap<string, string> | undefined;
  /** What each shared function gives, worked out once; null while that is being done. */
  readonly #given = new Map<RuleFunction, Binding | null>();

  constructor(
    known: { readonly functions: readonly RuleFunction[]; readonly schemas: readonly TableSchema[] },
    private readonly syntaxOf: (
      declaration: RuleFunction,
    ) => FunctionSyntax & { readonly problems: readonly Problem[] },
  ) {
    this.library = new Library({ ...known, bodyOf: (declaration) => syntaxOf(declaration).body });
    this.shared = new SharedFunctions(this.library.functions, syntaxOf);
    this.#schemas = new Map(
      known.schemas.map(({ name, columns }) => [
        name,
        { columns: columns.map((column) => ({ name: column.name, type: column.type as ScalarType })), open: true },
      ]),
    );
  }

  /** The columns known of a table. */
  schema(table: string): Table['columns'] | undefined {
    return this.#schemas.get(table)?.columns;
  }

  /** The table or function whose name differs from this one in its case only; undefined where one has this very name. */
  spelt(name: string): string | undefined {
    const { schemas, functions } = this.library;
    if (schemas.has(name) || functions.has(name)) return undefined;
    this.#spellings ??= new Map([...functions.keys(), ...schemas].map((each) => [each.toLowerCase(), each]));
    return this.#spellings.get(name.toLowerCase());
  }

  /** What the engine makes of a query that reads these tables. A shared function counts as a table of the columns that it gives. */
  bind(syntax: QuerySyntax, tables: readonly string[]): Binding {
    const read = new Set(tables);
    const results = new Map<string, Table>();
    const gaps: Gap[] = [];
    let texts: Set<string> | undefined;
    const binding = bindSyntax(syntax, {
      table: (name) => {
        const known = this.#schemas.get(name) ?? results.get(name);
        if (known !== undefined || read.has(name)) return known ?? { columns: [], open: true };
        texts ??= textsIn(syntax);
        return texts.has(name) ? { columns: [], open: true } : undefined;
      },
      tableNames: tables,
      function: (name) => {
        const declaration = this.library.functions.get(name);
        if (declaration === undefined) return undefined;
        const { parameters, body } = this.syntaxOf(declaration);
        const given = this.#givenBy(name, declaration);
        if (given === undefined) return this.syntaxOf(declaration);
        if (given.problem !== undefined) throw new ProblemError(inFunction(name, given.problem, placeOf(name, syntax)));
        gaps.push(...given.gaps);
        const table = `${name}()`;
        results.set(table, given);
        const span = { start: 0, end: 0 };
        const statement = { is: 'expression', value: { is: 'name', name: table, span }, span } as const;
        return { is: 'function', parameters, view: false, body: body.length === 0 ? body : [statement], span };
      },
    });
    return binding.problem === undefined ? { ...binding, gaps: unique([...binding.gaps, ...gaps]) } : binding;
  }

  /** The table that a shared function gives; undefined for one that gives a value, or takes a table. */
  #givenBy(name: string, declaration: RuleFunction): Binding | undefined {
    const known = this.#given.get(declaration);
    if (known === null) return { problem: calledByItself(name) };
    if (known !== undefined) return isValue(known) ? undefined : known;
    const { parameters, problems, span } = this.syntaxOf(declaration);
    if (parameters.some(({ type }) => type === undefined)) return undefined;
    this.#given.set(declaration, null);
    let binding: Binding = { problem: problems[0] };
    if (problems.length === 0) {
      const { body } = this.syntaxOf(declaration);
      const lets = parameters.map(
        (parameter) =>
          ({
            is: 'let',
            name: parameter.name,
            nameSpan: span,
            value: parameter.default ?? { is: 'literal', type: parameter.type ?? 'string', value: null, span },
            span,
          }) as const,
      );
      binding = this.bind({ statements: [...lets, ...body] }, this.library.readBy(name).tables);
    }
    this.#given.set(declaration, binding);
    return isValue(binding) ? undefined : binding;
  }
}

/** A value as a query is a table of this one column. */
const isValue = (binding: Binding) =>
  binding.problem === undefined && binding.columns.length === 1 && binding.columns[0].name === 'print_0';

function unique(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((each) => [each.name, each])).values()];
}

function inFunction(name: string, problem: Problem, span: Span | undefined): Problem {
  const { span: _, ...rest } = problem;
  return { ...rest, message: `In the function '${name}': ${problem.message}`, ...(span && { span }) };
}

const calledByItself = (name: string): Problem => ({
  code: 'TT-RECURSION',
  kind: 'query',
  message: `The function '${name}' calls itself.`,
});

/** The first place where a query names a function. */
function placeOf(name: string, syntax: QuerySyntax): Span | undefined {
  let place: Span | undefined;
  visit(syntax, (node) => {
    if (place === undefined && (node.is === 'call' || node.is === 'name') && node.name === name)
      place = node.span as Span;
  });
  return place;
}

/** Every text in a query: `table("T")` names a table by one, maybe from far. */
function textsIn(syntax: QuerySyntax): Set<string> {
  const texts = new Set<string>();
  visit(syntax, (node) => {
    if (node.is === 'literal' && typeof node.value === 'string') texts.add(node.value);
  });
  return texts;
}

function visit(part: unknown, see: (node: Readonly<Record<string, unknown>>) => void): void {
  if (typeof part !== 'object' || part === null) return;
  see(part as Readonly<Record<string, unknown>>);
  for (const value of Object.values(part)) visit(value, see);
}
