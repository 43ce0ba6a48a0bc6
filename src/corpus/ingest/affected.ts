import type { RuleFunction, TableSchema } from '../../rules/index.js';

/** The names under which functions and tables are known, each with what it stands for. */
export type Meanings = ReadonlyMap<string, string>;

const IDENTIFIER = /[A-Za-z_]\w*/g;
/** `union Device*`, `union *`, `search "x"`, `find`: what these read depends on which tables there are. */
const READS_BY_PATTERN = /\w\*|\*\w|\bunion\b[^|]*\*|\bsearch\b|\bfind\b/;

/** What every name of the catalog's functions and tables means; the place of its file is no part of it. */
export function meanings(functions: readonly RuleFunction[], schemas: readonly TableSchema[]): Meanings {
  const result = new Map<string, string>();
  const add = (name: string, meaning: string): void => {
    result.set(name, `${result.get(name) ?? ''}${meaning}\n`);
  };
  for (const { name, aliases, parameters, body } of functions) {
    for (const each of new Set([name, ...aliases])) add(each, `function ${JSON.stringify([parameters, body])}`);
  }
  for (const { name, columns } of schemas) add(name, `table ${JSON.stringify(columns)}`);
  return result;
}

/**
 * Says which queries mean something else than before: those that name what has changed, come or gone, themselves or
 * through functions, in whatever way they name it.
 */
export function affectedBy(
  before: Meanings,
  after: Meanings,
  functions: readonly RuleFunction[],
): (query: string) => boolean {
  const names = new Set<string>();
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(name) !== after.get(name)) names.add(name);
  }
  if (names.size === 0) return () => false;
  const unusual = (): string[] => [...names].filter((name) => !/^[A-Za-z_]\w*$/.test(name));
  const mentions = (text: string): boolean =>
    READS_BY_PATTERN.test(text) ||
    (text.match(IDENTIFIER) ?? []).some((word) => names.has(word)) ||
    unusual().some((name) => text.includes(name));
  for (let grown = true; grown; ) {
    grown = false;
    for (const { name, aliases, body } of functions) {
      if (names.has(name) || !mentions(body)) continue;
      for (const each of [name, ...aliases]) names.add(each);
      grown = true;
    }
  }
  return mentions;
}
