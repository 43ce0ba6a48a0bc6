import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { analyse, type Indicator, warmUp } from '../../analysis/index.js';
import { type Rule, readRuleFile } from '../../rules/index.js';
import { type Command, jsonOption, printJson } from '../command.js';
import { readInput } from '../input.js';
import { problems, refuse } from '../problems.js';

interface Change {
  readonly change: 'added' | 'removed' | 'changed';
  readonly ruleId: string;
  readonly name: string;
  readonly path: string;
  /** The fields that differ, and for the query what it looks for now and no longer. */
  readonly fields?: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  readonly indicators?: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/** Says what changed between two folders of rules. */
export const diff: Command = {
  usage: 'A B [--json]',
  summary:
    'Says which rules were added, removed or changed from folder A to folder B, and what they look for now and no longer.',
  options: jsonOption,
  async run(request, streams) {
    const [before, after, extra] = request.operands;
    if (before === undefined || after === undefined) return refuse(problems.missing('A folder of rules (A B)'));
    if (extra !== undefined) return refuse(problems.oneOnly('pair of folders', extra));
    const [old, current] = [rulesUnder(before), rulesUnder(after)];
    await warmUp();
    for (const change of changes(old, current)) {
      if (request.options.json) printJson(change, streams);
      else streams.stdout.write(inWords(change));
    }
    return 0;
  },
};

/** The rules of a folder by id; rules that share one are told apart by their paths. */
function rulesUnder(folder: string): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const path of filesIn(folder))
    for (const rule of readRuleFile(path, readInput(join(folder, path))).rules) {
      const id = rule.idDeclared === null ? `${rule.source.path}:${rule.source.line}` : rule.id;
      rules.set(rules.has(id) ? `${id} ${rule.source.path}:${rule.source.line}` : id, rule);
    }
  return rules;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ya?ml|json)$/i.test(path))
      .sort();
  } catch (error) {
    return refuse(problems.unreadable(folder, (error as NodeJS.ErrnoException).code ?? 'unknown'));
  }
}

function* changes(old: ReadonlyMap<string, Rule>, current: ReadonlyMap<string, Rule>): Generator<Change> {
  const told = (change: Change['change'], { id, name, source }: Rule): Change => ({
    change,
    ruleId: id,
    name,
    path: source.path,
  });
  for (const [id, rule] of current) {
    const before = old.get(id);
    if (before === undefined) {
      yield told('added', rule);
      continue;
    }
    const fields = fieldsChanged(before, rule);
    if (fields.length === 0) continue;
    const indicators = before.query === rule.query ? undefined : indicatorsChanged(before, rule);
    yield { ...told('changed', rule), fields, ...(indicators && { indicators }) };
  }
  for (const [id, rule] of old) if (!current.has(id)) yield told('removed', rule);
}

/** What says where a rule lies, not what it is. */
const places = new Set(['source', 'queryAt', 'declared', 'idDeclared', 'id']);

function fieldsChanged(before: Rule, after: Rule): NonNullable<Change['fields']> {
  const fields = Object.keys(after).filter((field) => !places.has(field)) as (keyof Rule)[];
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

function indicatorsChanged(before: Rule, after: Rule): NonNullable<Change['indicators']> {
  const [old, current] = [indicatorsOf(before), indicatorsOf(after)];
  return {
    added: [...current].filter((each) => !old.has(each)),
    removed: [...old].filter((each) => !current.has(each)),
  };
}

function indicatorsOf(rule: Rule): Set<string> {
  const { indicators, exclusions } = analyse(rule, { functions: [], schemas: [] });
  const shown = (prefix: string) => (each: Indicator) =>
    `${prefix}${each.field} ${each.kind}${each.value === null ? '' : ` ${JSON.stringify(each.value)}`}`;
  return new Set([...indicators.map(shown('')), ...exclusions.map(shown('not '))]);
}

function inWords({ change, name, path, fields = [], indicators }: Change): string {
  const lines = [`${change}: ${name} (${path})`];
  for (const { field, before, after } of fields)
    lines.push(field === 'query' ? '  query' : `  ${field}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`);
  for (const each of indicators?.removed ?? []) lines.push(`    - ${each}`);
  for (const each of indicators?.added ?? []) lines.push(`    + ${each}`);
  return `${lines.join('\n')}\n`;
}
