import { colour } from './colour.js';
import { loadMicrosoft } from './microsoft.js';
import type { ParameterSyntax, QuerySyntax, Token } from './nodes.js';
import { type Parsed, parseParameters, parseQuery } from './parse.js';

export { MAX_BRACKET_DEPTH, MAX_EXPRESSION_DEPTH, MAX_QUERY_LENGTH } from './limits.js';
export type * from './nodes.js';

/** Reads KQL. */
export interface Parser {
  /** Parses a query, or the body of a function. */
  parse(text: string): Parsed<QuerySyntax>;
  /** Parses the parameters of a function, with their parentheses: `(since:datetime, T:(*))`. */
  parseParameters(text: string): {
    readonly parameters: readonly ParameterSyntax[];
    readonly problems: Parsed<unknown>['problems'];
  };
  /** Parses a query, and gives the stretches of it that have a colour, in order. */
  parseColoured(text: string): Parsed<QuerySyntax> & { readonly tokens: readonly Token[] };
}

/** Gives the parser; loading it the first time takes half a second. */
export async function loadParser(): Promise<Parser> {
  const microsoft = await loadMicrosoft();
  return {
    parse: (text) => parseQuery(microsoft, text),
    parseParameters(text) {
      const { syntax, problems } = parseParameters(microsoft, text);
      return { parameters: syntax, problems };
    },
    parseColoured(text) {
      let tokens: Token[] = [];
      const parsed = parseQuery(microsoft, text, (root) => {
        tokens = colour(root, microsoft.kindOf);
      });
      return { ...parsed, tokens };
    },
  };
}
