import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { load } from 'js-yaml';

/** A rule of the catalog as its file says it, read without the rules room. */
export interface RuleFile {
  readonly path: string;
  readonly folder: string;
  readonly fields: RuleFields;
}

interface RuleFields {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind?: 'Scheduled' | 'NRT';
  readonly severity?: string;
  readonly queryFrequency?: string;
  readonly queryPeriod?: string;
  readonly tactics: readonly string[];
  readonly relevantTechniques: readonly string[];
  readonly query: string;
  readonly entityMappings?: readonly {
    readonly entityType: string;
    readonly fieldMappings: readonly { readonly identifier: string; readonly columnName: string }[];
  }[];
  readonly customDetails?: Record<string, string>;
  readonly alertDetailsOverride?: Record<string, string>;
}

/** A function of the catalog as its file says it. */
export interface FunctionFields {
  readonly FunctionName: string;
  readonly FunctionParams?: readonly { readonly Name: string; readonly Type: string }[];
  readonly FunctionQuery: string;
}

/** The columns of a table, by name, in the spelling of the schema files (`DateTime`). */
export type Schema = ReadonlyMap<string, string>;

const yamlFiles = readdirSync('catalog', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml') && !path.endsWith('.test.yaml'))
  .sort();

const isFunction = (path: string) => path.startsWith('functions');

export const rules: readonly RuleFile[] = yamlFiles
  .filter((path) => !isFunction(path))
  .map((path) => ({
    path: join('catalog', path),
    folder: path.split(/[\\/]/)[0],
    fields: load(readFileSync(join('catalog', path), 'utf8')) as RuleFields,
  }));

export const functions: readonly FunctionFields[] = yamlFiles
  .filter(isFunction)
  .map((path) => load(readFileSync(join('catalog', path), 'utf8')) as FunctionFields);

export const schemas: ReadonlyMap<string, Schema> = new Map(
  readdirSync('catalog/schemas').map((file) => {
    const { Name, Properties } = JSON.parse(readFileSync(join('catalog/schemas', file), 'utf8'));
    if (Name !== basename(file, '.json')) throw new Error(`catalog/schemas/${file} holds the schema of ${Name}`);
    return [Name, new Map(Properties.map((column: { Name: string; Type: string }) => [column.Name, column.Type]))];
  }),
);

/** The two record files beside a rule: those that must match it, and those that must not. */
export type RecordKind = 'match' | 'near-miss';

export const recordPath = (rule: RuleFile, kind: RecordKind) => rule.path.replace(/\.yaml$/, `.${kind}.ndjson`);

/** The records of one of the files beside a rule. */
export function recordsOf(rule: RuleFile, kind: RecordKind): Record<string, unknown>[] {
  const lines = readFileSync(recordPath(rule, kind), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
