import type { Catalog, RuleSummary } from '../../corpus/index.js';
import { findTactic, findTechnique, subTechniquesOf } from '../helpers/attack.js';
import { link } from '../helpers/link.js';
import { type Linked, type RuleRow, ruleRows } from '../helpers/rule-row.js';
import { quantity, tacticTitle } from '../helpers/words.js';

/** A technique with the rules that name it or one of its sub-techniques. */
export interface TechniquePage {
  readonly id: string;
  readonly name?: string;
  /** The technique that took its place. */
  readonly retiredFor?: Linked;
  readonly parent?: Linked;
  readonly tactics: readonly Linked[];
  readonly subs: readonly {
    readonly id: string;
    readonly name: string;
    readonly href: string;
    readonly count: number;
  }[];
  readonly total: number;
  readonly found: string;
  readonly direct: number;
  readonly rules: readonly RuleRow[];
  readonly tables: readonly { readonly name: string; readonly href: string; readonly count: number }[];
  readonly reference?: string;
}

/** Builds the page of a technique: one of ATT&CK's, or one that only rules name. */
export function techniquePage(catalog: Catalog, text: string): TechniquePage | undefined {
  const id = text.toUpperCase();
  const known = findTechnique(id);
  const direct = catalog.rulesBy('technique', id);
  if (known === undefined && direct.length === 0) return undefined;
  const subs = subTechniquesOf(id).map((sub) => ({
    id: sub.id,
    name: sub.name,
    href: link.technique(sub.id),
    count: catalog.rulesBy('technique', sub.id).length,
  }));
  const rules = new Set<RuleSummary>([...direct, ...subs.flatMap((sub) => catalog.rulesBy('technique', sub.id))]);
  const parent = id.includes('.') ? id.split('.')[0] : undefined;
  return {
    id,
    ...(known ? { name: known.name, reference: `https://attack.mitre.org/techniques/${id.replace('.', '/')}/` } : {}),
    ...(known?.by === undefined ? {} : { retiredFor: titled(known.by) }),
    ...(parent === undefined ? {} : { parent: titled(parent) }),
    tactics: (known?.tactics ?? []).map((name) => ({
      name,
      href: link.tactic(name),
      title: findTactic(name)?.title ?? tacticTitle(name),
    })),
    subs,
    total: rules.size,
    found: quantity(rules.size, 'rule'),
    direct: direct.length,
    rules: ruleRows([...rules]),
    tables: catalog
      .facet('table', [...rules])
      .slice(0, 8)
      .map(({ value, count }) => ({ name: value, href: link.table(value), count })),
  };
}

function titled(id: string): Linked {
  const name = findTechnique(id)?.name;
  return { name: id, href: link.technique(id), ...(name === undefined ? {} : { title: name }) };
}
