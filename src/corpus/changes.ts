import { structuredPatch } from 'diff';
import type { Rule } from '../rules/index.js';
import { countedKind } from './indicator-table.js';
import type { RelatedUse, RuleChange } from './model.js';

/** A rule as it was or is. */
export interface RuleVersion {
  readonly rule: Rule;
  /** What its query looks for, and the columns of its result; asked for where the query has changed. */
  meaning(): { readonly uses: readonly RelatedUse[]; readonly outputs: readonly string[] };
}

/** What says where a rule lies, not what it is. */
const places: ReadonlySet<string> = new Set(['source', 'queryAt', 'declared', 'idDeclared', 'id']);

/** The rules that were added, changed or removed, a rule being the same while it keeps its id, or its place where it has none. */
export function changesBetween(before: readonly RuleVersion[], after: readonly RuleVersion[]): RuleChange[] {
  const [old, current] = [byIdentity(before), byIdentity(after)];
  const changes: RuleChange[] = [];
  for (const [id, version] of current) {
    const former = old.get(id);
    const change = former === undefined ? told('added', version.rule) : changeBetween(former, version);
    if (change !== undefined) changes.push(change);
  }
  for (const [id, { rule }] of old) if (!current.has(id)) changes.push(told('removed', rule));
  return changes;
}

/** Rules that share an id are told apart by their places. */
function byIdentity(versions: readonly RuleVersion[]): Map<string, RuleVersion> {
  const found = new Map<string, RuleVersion>();
  for (const version of versions) {
    const { idDeclared, id, source } = version.rule;
    const place = `${source.path}:${source.line}`;
    const identity = idDeclared === null ? place : id.toLowerCase();
    found.set(found.has(identity) ? `${identity} ${place}` : identity, version);
  }
  return found;
}

function told(change: RuleChange['change'], { id, name, source }: Rule): RuleChange {
  return { change, ruleId: id, name, path: source.path };
}

function changeBetween(before: RuleVersion, after: RuleVersion): RuleChange | undefined {
  const fields = (Object.keys({ ...before.rule, ...after.rule }) as (keyof Rule)[])
    .filter((field) => !places.has(field))
    .map((field) => ({ field, before: before.rule[field], after: after.rule[field] }))
    .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after));
  if (fields.length === 0) return undefined;
  const changed = told('changed', after.rule);
  if (before.rule.query === after.rule.query) return { ...changed, fields };
  const [was, is] = [before.meaning(), after.meaning()];
  return {
    ...changed,
    fields,
    indicators: difference(was.uses.map(inWords), is.uses.map(inWords)),
    outputs: difference(was.outputs, is.outputs),
  };
}

function difference(before: readonly string[], after: readonly string[]) {
  const [old, current] = [new Set(before), new Set(after)];
  return {
    added: [...current].filter((each) => !old.has(each)),
    removed: [...old].filter((each) => !current.has(each)),
  };
}

function inWords({ field, kind, value, polarity }: RelatedUse): string {
  const shown = value === null ? '' : ` ${JSON.stringify(value)}`;
  return `${polarity === 'exclude' ? 'not ' : ''}${field} ${countedKind(kind)}${shown}`;
}

/** A stretch of a text that differs, with three lines around it: each line behind `+`, `-` or a space. */
interface ChangedLines {
  /** The line of the text before, and of the text now, at which it begins. */
  readonly before: number;
  readonly now: number;
  readonly lines: readonly string[];
}

/** Where two texts differ. */
export function changedLines(before: string, after: string): ChangedLines[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
  return hunks.map(({ oldStart, newStart, lines }) => ({
    before: oldStart,
    now: newStart,
    // A remark that the last line has no end is none of the text.
    lines: lines.filter((line) => !line.startsWith('\\')),
  }));
}
