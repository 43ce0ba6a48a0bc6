/** Microsoft's ten scalar data types. */
export const scalarTypes = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
] as const;

/** @see https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export type ScalarType = (typeof scalarTypes)[number];

const spellings: Record<string, ScalarType> = {
  boolean: 'bool',
  double: 'real',
  date: 'datetime',
  time: 'timespan',
  uuid: 'guid',
  uniqueid: 'guid',
  float: 'real',
  int32: 'int',
  int64: 'long',
  object: 'dynamic',
  sbyte: 'bool',
};

/** Reads a type's name in any of its spellings (`double`, `DateTime`, `System.Int64`); undefined when it is none. */
export function scalarTypeOf(name: string): ScalarType | undefined {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/^system\.(data\.sqltypes\.sql)?/, '');
  return (scalarTypes as readonly string[]).includes(plain) ? (plain as ScalarType) : spellings[plain];
}
