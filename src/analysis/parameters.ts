import type { Statement } from '../kql/index.js';
import { type Lets, withLet } from './constants.js';
import type { Parameter } from './model.js';
import { isTabular } from './references.js';

/** The lets of a query: what each means, and those that are single values. */
export interface LetStatements {
  readonly lets: Lets;
  readonly parameters: readonly Parameter[];
}

/** Reads the lets in their order, each with the ones before it; `functions` are the functions that give tables. */
export function letsOf(text: string, statements: readonly Statement[], functions: Iterable<string>): LetStatements {
  const parameters: Parameter[] = [];
  const tables = new Set(functions);
  const names = new Set<string>();
  let lets: Lets = new Map();
  for (const statement of statements) {
    if (statement.is !== 'let') continue;
    const { name, value } = statement;
    lets = withLet(lets, statement);
    if (value.is === 'function') {
      const last = value.body.at(-1);
      if (
        last?.is === 'expression' &&
        isTabular(last.value, tables, new Set([...names, ...value.parameters.map((each) => each.name)]))
      )
        tables.add(name);
    } else if (isTabular(value, tables, names) && !(value.is === 'call' && value.name === 'toscalar')) {
      tables.add(name);
    } else {
      const found = lets.get(name);
      const resolved =
        found?.is === 'list'
          ? found.values.map((each) => each.value)
          : found?.relative === false
            ? found.value
            : undefined;
      parameters.push({
        name,
        text: text.slice(value.span.start, value.span.end),
        ...(resolved !== undefined && { value: resolved }),
      });
    }
    names.add(name);
  }
  return { lets, parameters };
}
