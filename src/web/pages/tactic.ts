import type { Catalog } from '../../corpus/index.js';
import { findTactic, techniquesOf } from '../helpers/attack.js';
import { share } from '../helpers/bar.js';
import { link } from '../helpers/link.js';
import { type RuleRow, ruleRows } from '../helpers/rule-row.js';
import { quantity, tacticTitle } from '../helpers/words.js';
import { countTechniques } from './coverage.js';

/** A tactic with its rules and its techniques. */
export interface TacticPage {
  readonly id?: string;
  readonly name: string;
  readonly title: string;
  readonly total: number;
  readonly found: string;
  readonly rules: readonly RuleRow[];
  readonly techniques: readonly {
    readonly id: string;
    readonly name: string;
    readonly href: string;
    readonly count: number;
    readonly width: number;
  }[];
  readonly gaps: readonly { readonly id: string; readonly name: string; readonly href: string }[];
  readonly tables: readonly { readonly name: string; readonly href: string; readonly count: number }[];
  readonly browse: string;
  readonly coverage: string;
}

/** Builds the page of a tactic: one of ATT&CK's, or one that only rules know. */
export function tacticPage(catalog: Catalog, text: string): TacticPage | undefined {
  const known = findTactic(text);
  const name =
    known?.name ?? catalog.facet('tactic').find(({ value }) => value.toLowerCase() === text.toLowerCase())?.value;
  if (name === undefined) return undefined;
  const rules = catalog.rulesBy('tactic', name);
  const counts = countTechniques(rules);
  const techniques = (known ? techniquesOf(known) : []).map((technique) => ({
    id: technique.id,
    name: technique.name,
    href: link.technique(technique.id),
    count: counts.get(technique.id) ?? 0,
  }));
  const most = Math.max(0, ...techniques.map(({ count }) => count));
  return {
    ...(known ? { id: known.id } : {}),
    name,
    title: known?.title ?? tacticTitle(name),
    total: rules.length,
    found: quantity(rules.length, 'rule'),
    rules: ruleRows(rules),
    techniques: techniques
      .filter(({ count }) => count > 0)
      .sort((left, right) => right.count - left.count)
      .map((technique) => ({ ...technique, width: share(technique.count, most) })),
    gaps: techniques.filter(({ count }) => count === 0).map(({ id, name, href }) => ({ id, name, href })),
    tables: catalog
      .facet('table', rules)
      .slice(0, 8)
      .map(({ value, count }) => ({ name: value, href: link.table(value), count })),
    browse: link.rulesWith('tactic', name),
    coverage: '/coverage',
  };
}
