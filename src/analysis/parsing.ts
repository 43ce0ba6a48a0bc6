import { invariant } from '../base/invariant.js';
import type { Problem } from '../base/problem.js';
import { type FunctionSyntax, loadParser, type Parser } from '../kql/syntax/index.js';
import type { Rule, RuleFunction } from '../rules/index.js';

/** A rule's query as syntax, with what is wrong in it and the stretches that have a colour. */
export type ParsedRule = ReturnType<Parser['parseColoured']>;

/** A shared function as the engine takes it, with what is wrong in its text. */
export interface SharedFunctionSyntax extends FunctionSyntax {
  readonly problems: readonly Problem[];
}

let parser: Parser | undefined;

/** Many rules call the same functions. */
const syntaxes = new WeakMap<RuleFunction, SharedFunctionSyntax>();

/** Loads the parser; nothing is parsed before. */
export async function warmUp(): Promise<void> {
  parser ??= await loadParser();
}

/** Parses a rule's query. The result can be written as JSON. */
export function parse({ query }: Rule): ParsedRule {
  invariant(parser, 'the parser is loaded before the first query is parsed');
  return parser.parseColoured(query);
}

/** The syntax of a shared function, which the engine plans without the parser; its spans are places in its body. */
export function functionSyntax(declaration: RuleFunction): SharedFunctionSyntax {
  const known = syntaxes.get(declaration);
  if (known !== undefined) return known;
  invariant(parser, 'the parser is loaded before the first function is parsed');
  const declared = declaration.parameters.map(
    ({ name, type, default: standard }) => `${name}:${type}${standard === undefined ? '' : `=${standard}`}`,
  );
  const head = parser.parseParameters(`(${declared.join(', ')})`);
  const { syntax, problems } = parser.parse(declaration.body);
  const result: SharedFunctionSyntax = {
    is: 'function',
    parameters: head.parameters,
    view: false,
    body: syntax.statements,
    span: { start: 0, end: declaration.body.length },
    problems: [...head.problems, ...problems],
  };
  syntaxes.set(declaration, result);
  return result;
}
