import { createRequire } from 'node:module';
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
  readonly KustoCode: { Parse(text: string): { readonly Syntax: Root } };
  readonly GlobalState: { readonly Default: { readonly ParseOptions: ParseOptions } };
  readonly Parsing: {
    readonly TokenParser: { ParseTokens(text: string, options: ParseOptions): readonly { readonly Kind: number }[] };
    readonly QueryParser: {
      ParseQuery(tokens: readonly unknown[], start: number, options: ParseOptions): Root;
      /** The overload that takes a text. */
      ParseFunctionParameters$1(text: string): Root | null;
    };
  };
}

interface Root extends Tree {
  GetContainedSyntaxDiagnostics(): List<Diagnostic>;
}

interface ParseOptions {
  WithAlwaysProduceEndTokens(always: boolean): ParseOptions;
}

/** How a text begins that is no query. */
const besideQueries: ReadonlySet<string> = new Set(['DotToken', 'DirectiveToken']);

let loading: Promise<Microsoft> | undefined;

/** Loads Microsoft's library at the first call; it is 5 MB of script that sets a global variable. */
export function loadMicrosoft(): Promise<Microsoft> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Microsoft> {
  // An import would first look for exports in it, which takes as long as loading it.
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  const { Syntax, KustoCode, GlobalState, Parsing } = (globalThis as unknown as { Kusto: { Language: Library } }).Kusto
    .Language;
  const { TokenParser, QueryParser } = Parsing;
  const names: string[] = [];
  for (const [name, number] of Object.entries(Syntax.SyntaxKind)) if (typeof number === 'number') names[number] = name;
  const options = GlobalState.Default.ParseOptions.WithAlwaysProduceEndTokens(true);
  return {
    kindOf: (node) => names[node.Kind],
    parse(text) {
      const tokens = TokenParser.ParseTokens(text, options);
      // Only commands and directives need what `KustoCode` does beside parsing, which takes a tenth of its time.
      const isQuery = !besideQueries.has(names[tokens[0]?.Kind]);
      const root = isQuery ? QueryParser.ParseQuery(tokens, 0, options) : KustoCode.Parse(text).Syntax;
      place(root, 0);
      return { root, diagnostics: array(root.GetContainedSyntaxDiagnostics()) };
    },
    parseParameters(text) {
      const root = QueryParser.ParseFunctionParameters$1(text);
      return { root, diagnostics: root === null ? [] : array(root.GetContainedSyntaxDiagnostics()) };
    },
  };
}

/** A node as the library itself keeps it: where it begins with the white space before it, -1 where that is not worked out. */
interface Placed {
  _triviaStart: number;
  readonly FullWidth: number;
}

/** Notes where every node stands, as `KustoCode` does: one whose place is not known works it out each time. */
function place(node: Tree, start: number): void {
  (node as unknown as Placed)._triviaStart = start;
  const children = node.ChildCount;
  for (let i = 0, at = start; i < children; i++) {
    const child = node.GetChild(i);
    if (child === null) continue;
    place(child, at);
    at += (child as unknown as Placed).FullWidth;
  }
}

function array<T>(list: List<T>): T[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}
