import type { FunctionSyntax, Statement } from '../kql/index.js';
import type { RuleFunction } from '../rules/index.js';
import { type Found, trace } from './tracer.js';

/** A shared function looks for more than anyone wants to read with each rule that calls it: a parser of many products. */
const MOST_FOUND = 60;

/** What shared functions look for, each read once. */
export class SharedFunctions {
  readonly #found = new Map<RuleFunction, readonly Found[]>();

  constructor(
    private readonly functions: ReadonlyMap<string, RuleFunction>,
    private readonly syntaxOf: (declaration: RuleFunction) => Pick<FunctionSyntax, 'parameters' | 'body'>,
  ) {}

  /** What a function looks for, itself and through others; undefined when nobody knows it. */
  inside(name: string): readonly Found[] | undefined {
    const declaration = this.functions.get(name);
    if (declaration === undefined) return undefined;
    let found = this.#found.get(declaration);
    if (found === undefined) {
      this.#found.set(declaration, []);
      const { parameters, body } = this.syntaxOf(declaration);
      const lets: Statement[] = [{ is: 'query_parameters', parameters, span: { start: 0, end: 0 } }];
      const all = trace(declaration.body, [...lets, ...body], (called) => this.inside(called)).found;
      found = all.length > MOST_FOUND ? [] : all;
      this.#found.set(declaration, found);
    }
    return found;
  }
}
