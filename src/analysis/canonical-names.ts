import {
  CONVERSION,
  type OtherFunctions,
  type Parser,
  type ParserResult,
  PlainColumns,
  type Source,
} from './plain-columns.js';

export type { Parser, ParserResult } from './plain-columns.js';

/** A column of a table that a parser gives a name of ASIM's, unchanged. */
export interface ColumnName extends Source {
  /** What the parser calls it. */
  readonly name: string;
}

/** The schemas of ASIM, as the names of their parsers have them. */
const SCHEMAS: readonly (readonly [RegExp, string])[] = [
  [/^AlertEvent/i, 'AlertEvent'],
  [/^AuditEvent/i, 'AuditEvent'],
  [/^Authentication/i, 'Authentication'],
  [/^Dhcp/i, 'DhcpEvent'],
  [/^Dns/i, 'Dns'],
  [/^FileEvent/i, 'FileEvent'],
  [/^NetworkSession/i, 'NetworkSession'],
  [/^Process/i, 'ProcessEvent'],
  [/^Registry/i, 'RegistryEvent'],
  [/^UserManagement/i, 'UserManagement'],
  [/^WebSession/i, 'WebSession'],
];

/**
 * The schema that a function parses to, by its name: `Dns` of `vimDnsZscalerZIA` and of `_Im_Dns`; undefined for what is no ASIM parser.
 * @see https://learn.microsoft.com/azure/sentinel/normalization-develop-parsers
 */
export function schemaOfParser(name: string): string | undefined {
  const rest = /^_?(?:ASim|vim|im)_?(.+)$/i.exec(name)?.[1];
  return rest === undefined ? undefined : SCHEMAS.find(([pattern]) => pattern.test(rest))?.[1];
}

/** Says what columns a function gives. One that reads nothing (`vimDnsEmpty`) gives the fields of its schema. */
export function resultOf(parser: Parser, others: OtherFunctions): ParserResult {
  const columns = new PlainColumns(() => false, others);
  const { known, open } = columns.parser(parser);
  return { columns: open ? null : [...known.keys()], reads: columns.reads };
}

/**
 * Finds the columns of tables that a parser renames to a field of its schema, or copies into one; never those that it computes from.
 * @param isField says which names the schema has; others are the parser's own business.
 */
export function columnNames(
  parser: Parser,
  isField: (name: string) => boolean,
  others: OtherFunctions,
): readonly ColumnName[] {
  const { known, open } = new PlainColumns(isField, others).parser(parser);
  const isAlias = (name: string, { table, column, aliasOf }: Source) => {
    if (aliasOf === undefined || aliasOf === name) return false;
    return known.get(aliasOf)?.some((each) => each.table === table && each.column === column) ?? open;
  };
  return [...known].flatMap(([name, sources]) =>
    sources
      .filter(({ column }) => isField(name) && column !== name)
      .map(({ aliasOf, ...source }) => ({
        ...source,
        name,
        ...(isAlias(name, { ...source, aliasOf }) && { aliasOf }),
      })),
  );
}

/** A field as a rule writes it, without conversions of its type around it: `Account` of `tostring(Account)`. */
export function withoutConversions(field: string): string {
  const [, name, argument] = /^(\w+)\((.*)\)$/.exec(field) ?? [];
  return name !== undefined && CONVERSION.test(name) ? withoutConversions(argument.trim()) : field;
}
