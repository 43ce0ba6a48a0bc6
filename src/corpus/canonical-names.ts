import {
  type ColumnName,
  columnNames,
  type Parser,
  type ParserResult,
  resultOf,
  schemaOfParser,
  withoutConversions,
} from '../analysis/canonical-names.js';
import type { CanonicalName, FunctionSummary } from './model.js';

/** What ASIM calls the columns of tables, as the ASIM parsers of the catalog have it. */
export class CanonicalNames {
  readonly #byColumn = new Map<string, CanonicalName[]>();
  readonly #byName = new Map<string, CanonicalName[]>();

  constructor(functions: readonly FunctionSummary[], syntaxOf: (name: string) => unknown) {
    const found = new Map<string, CanonicalName & { readonly parsers: string[] }>();
    for (const { parser, schema, names } of namesByParser(functions, syntaxOf)) {
      for (const { table, column, name, through } of names) {
        const key = JSON.stringify([table, column, name, schema, through]);
        const entry = found.get(key) ?? { table, column, name, schema, through, parsers: [] };
        if (entry.parsers.length === 0) found.set(key, entry);
        entry.parsers.push(parser);
      }
    }
    for (const entry of found.values()) {
      enter(this.#byColumn, entry.column, entry);
      enter(this.#byName, entry.name, entry);
    }
  }

  /** The names of a field, which may have conversions of its type around it. */
  of(field: string): readonly CanonicalName[] {
    return this.#byColumn.get(withoutConversions(field).toLowerCase()) ?? [];
  }

  /** The columns that a name stands for. */
  for(name: string): readonly CanonicalName[] {
    return this.#byName.get(name.toLowerCase()) ?? [];
  }
}

/** What no parser needs to know: which columns another parser gives. */
const UNKNOWN: ParserResult = { columns: null, reads: true };

interface NamesOfParser {
  readonly parser: string;
  readonly schema: string;
  readonly names: readonly ColumnName[];
}

/** Only names that a schema has count: the catalog must hold the parser that lists them (`vimDnsEmpty`). */
function namesByParser(
  functions: readonly FunctionSummary[],
  syntaxOf: (name: string) => unknown,
): readonly NamesOfParser[] {
  const parsers = new Map<string, { readonly schema: string; readonly syntax: Parser }>();
  for (const { name, aliases } of functions) {
    const schema = [name, ...aliases].map(schemaOfParser).find((each) => each !== undefined);
    const syntax = schema !== undefined && !parsers.has(name) && syntaxOf(name);
    if (schema !== undefined && syntax) parsers.set(name, { schema, syntax: syntax as Parser });
  }
  const results = new Map<string, ParserResult | undefined>();
  const others = (name: string): ParserResult | undefined => {
    if (parsers.has(name)) return UNKNOWN;
    if (!results.has(name)) {
      results.set(name, UNKNOWN);
      const syntax = syntaxOf(name) as Parser | null | undefined;
      results.set(name, syntax === undefined ? undefined : syntax === null ? UNKNOWN : resultOf(syntax, others));
    }
    return results.get(name);
  };
  const fields = new Map<string, Set<string>>();
  for (const [name, { schema, syntax }] of parsers) {
    const { columns, reads } = name.endsWith('Empty') ? resultOf(syntax, others) : UNKNOWN;
    if (!reads && columns !== null) fields.set(schema, new Set([...(fields.get(schema) ?? []), ...columns]));
  }
  const found = [...parsers].map(([parser, { schema, syntax }]) => {
    const isField = (name: string) => fields.get(schema)?.has(name) === true;
    return { parser, schema, names: columnNames(syntax, isField, others) };
  });
  return found.map((each) => ({ ...each, names: withoutAliases(each, found) }));
}

/** A copy of a field adds nothing, but a table's own column may have the name of an alias (`CommandLine`): a copy of that tells its field. */
function withoutAliases({ schema, names }: NamesOfParser, all: readonly NamesOfParser[]): readonly ColumnName[] {
  const isAliasOf = (alias: string, field: string) =>
    all.some((other) => other.schema === schema && other.names.some((n) => n.name === alias && n.aliasOf === field));
  return names.filter(
    ({ column, name, aliasOf }) => aliasOf === undefined || (aliasOf === column && isAliasOf(column, name)),
  );
}

function enter(index: Map<string, CanonicalName[]>, key: string, entry: CanonicalName): void {
  const entries = index.get(key.toLowerCase());
  if (entries) entries.push(entry);
  else index.set(key.toLowerCase(), [entry]);
}
