import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';
import { functions, schemas } from './files.js';

interface List<T> {
  readonly Count: number;
  getItem(index: number): T;
}

interface Analysis {
  readonly ResultType: { readonly Columns?: List<{ readonly Name: string }> } | null;
  GetDiagnostics(): List<{
    readonly Code: string;
    readonly Severity: string;
    readonly Message: string;
    readonly Start: number;
  }>;
}

/** The part of Microsoft's library that these tests use. */
interface KustoLibrary {
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: unknown): Analysis };
  readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
  readonly Symbols: {
    readonly TableSymbol: { readonly $ctor7: new (name: string, schema: string, description: string) => object };
    readonly FunctionSymbol: {
      readonly $ctor16: new (name: string, parameters: string, body: string, description: string) => object;
    };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly object[]) => object };
  };
}

const library = (globalThis as unknown as { Kusto: { Language: KustoLibrary } }).Kusto.Language;
const { DatabaseSymbol, FunctionSymbol, TableSymbol } = library.Symbols;

const tables = [...schemas].map(([name, columns]) => {
  const declared = [...columns].map(([column, type]) => `['${column}']: ${type.toLowerCase()}`);
  return new TableSymbol.$ctor7(name, `(${declared.join(', ')})`, '');
});

const declaredFunctions = functions.map(({ FunctionName, FunctionParams = [], FunctionQuery }) => {
  const parameters = FunctionParams.map(({ Name, Type }) => `${Name}: ${Type}`);
  return new FunctionSymbol.$ctor16(FunctionName, `(${parameters.join(', ')})`, `{\n${FunctionQuery}\n}`, '');
});

const globals = library.GlobalState.Default.WithDatabase(
  new DatabaseSymbol.ctor('catalog', [...tables, ...declaredFunctions]),
);

/** What Microsoft's analyzer makes of a query on the catalog's tables and functions: its complaints and the columns of its result. */
export function analyze(query: string): { problems: string[]; columns: string[] } {
  const analysis = library.KustoCode.ParseAndAnalyze(query, globals);
  const problems = toArray(analysis.GetDiagnostics())
    .filter(({ Severity }) => Severity !== 'Suggestion' && Severity !== 'Hidden')
    .map(({ Code, Message, Start }) => `${Code} line ${query.slice(0, Start).split('\n').length}: ${Message}`);
  const columns = analysis.ResultType?.Columns;
  return { problems, columns: columns ? toArray(columns).map(({ Name }) => Name) : [] };
}

const toArray = <T>(list: List<T>): T[] => Array.from({ length: list.Count }, (_, index) => list.getItem(index));
