import type { Tree } from './tree.js';

/** What we use of Microsoft's library. */
export interface Microsoft {
  /** Microsoft's name of a node's kind. */
  kindOf(node: Tree): string;
  parse(text: string): { readonly root: Tree; readonly diagnostics: readonly Diagnostic[] };
  parseParameters(text: string): { readonly root: Tree | null; readonly diagnostics: readonly Diagnostic[] };
}

/** A remark of Microsoft's parser. */
export interface Diagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}

interface List<T> {
  readonly Count: number;
  getItem(index: number): T;
}

interface Library {
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
  readonly KustoCode: { Parse(text: string): { readonly Syntax: Tree; GetSyntaxDiagnostics(): List<Diagnostic> } };
  readonly Parsing: {
    readonly QueryParser: {
      /** The overload that takes a text. */
      ParseFunctionParameters$1(text: string): (Tree & { GetContainedSyntaxDiagnostics(): List<Diagnostic> }) | null;
    };
  };
}

let loading: Promise<Microsoft> | undefined;

/** Loads Microsoft's library at the first call; it is 5 MB of script that sets a global variable. */
export function loadMicrosoft(): Promise<Microsoft> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Microsoft> {
  await import('@kusto/language-service-next/bridge.min.js' as string);
  await import('@kusto/language-service-next/Kusto.Language.Bridge.min.js' as string);
  const { Syntax, KustoCode, Parsing } = (globalThis as unknown as { Kusto: { Language: Library } }).Kusto.Language;
  const names: string[] = [];
  for (const [name, number] of Object.entries(Syntax.SyntaxKind)) if (typeof number === 'number') names[number] = name;
  return {
    kindOf: (node) => names[node.Kind],
    parse(text) {
      const code = KustoCode.Parse(text);
      return { root: code.Syntax, diagnostics: array(code.GetSyntaxDiagnostics()) };
    },
    parseParameters(text) {
      const root = Parsing.QueryParser.ParseFunctionParameters$1(text);
      return { root, diagnostics: root === null ? [] : array(root.GetContainedSyntaxDiagnostics()) };
    },
  };
}

function array<T>(list: List<T>): T[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}
