import type { Problem } from '../base/problem.js';
import type { Records } from '../kql/index.js';
import { columnNamed } from '../records/index.js';
import type { TableSchema } from '../rules/index.js';
import { fieldsRenamed, fieldsUnknown } from './problems.js';

/** Fields that say which table a record belongs to, and what Log Analytics adds to every record. */
const ownFields = new Set([
  'Type',
  'TableName',
  'TenantId',
  'SourceSystem',
  'MG',
  'ManagementGroupName',
  '_ResourceId',
]);

/** Records whose fields have the names that the rule knows them by, with what is to be said of the others. */
export function fitted(
  table: string,
  records: Records,
  schema: TableSchema | undefined,
  named: ReadonlySet<string>,
): { readonly records: Records; readonly problems: readonly Problem[] } {
  const columns = new Set(schema?.columns.map(({ name }) => name));
  const fields = new Set(records.names);
  const renamed = new Map<string, string>();
  for (const field of records.names) {
    if (columns.has(field) || named.has(field)) continue;
    const name = otherNames(field).find((each) => (columns.has(each) || named.has(each)) && !fields.has(each));
    if (name !== undefined && !renamed.has(name)) renamed.set(name, field);
  }
  const given = new Set(renamed.values());
  const unknown =
    schema === undefined
      ? []
      : records.names.filter(
          (name) => !columns.has(name) && !given.has(name) && !ownFields.has(name) && !name.startsWith('_'),
        );
  return {
    records: renamed.size === 0 ? records : underNamesOnce(records, renamed),
    problems: [
      ...(renamed.size === 0
        ? []
        : [
            fieldsRenamed(
              table,
              [...renamed].map(([to, from]) => ({ from, to })),
            ),
          ]),
      ...(unknown.length === 0
        ? []
        : [
            fieldsUnknown(
              table,
              unknown.map((name) => ({ name, count: records.count(name) })),
            ),
          ]),
    ],
  };
}

/** What a column may be called elsewhere: exports add a zone or a type to its name, custom logs have a letter for the type. */
function otherNames(field: string): string[] {
  const { name } = columnNamed(field);
  const plain = /^(.+)_(?:dynamic|string)$/.exec(name)?.[1];
  const unlettered = /^(.+)_[sdbtg]$/.exec(name)?.[1];
  return [
    ...(name === field ? [] : [name]),
    ...(plain === undefined ? [] : [plain]),
    ...(unlettered === undefined ? ['_s', '_d', '_b', '_t', '_g'].map((letter) => `${name}${letter}`) : [unlettered]),
  ];
}

/** The same records for the same names, so that what is made of them is kept. */
const known = new WeakMap<Records, Map<string, Records>>();

function underNamesOnce(records: Records, renamed: ReadonlyMap<string, string>): Records {
  const fitted = known.get(records) ?? new Map<string, Records>();
  known.set(records, fitted);
  const key = JSON.stringify([...renamed].sort());
  const own = fitted.get(key) ?? underNames(records, renamed);
  fitted.set(key, own);
  return own;
}

function underNames(records: Records, renamed: ReadonlyMap<string, string>): Records {
  const nameOf = new Map([...renamed].map(([to, from]) => [from, to]));
  const own = (name: string) => renamed.get(name) ?? name;
  return {
    length: records.length,
    names: records.names.map((name) => nameOf.get(name) ?? name),
    values: (name, rows) => records.values(own(name), rows),
    typeOf: (name) => records.typeOf(own(name)),
    count: (name) => records.count(own(name)),
  };
}
