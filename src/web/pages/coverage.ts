import type { Catalog, RuleSummary } from '../../corpus/index.js';
import type { Severity } from '../../rules/index.js';
import { subTechniquesOf, tactics, techniquesOf } from '../helpers/attack.js';
import { address, link } from '../helpers/link.js';
import { severityRank } from '../helpers/severity.js';
import { number, quantity } from '../helpers/words.js';

/** Which rules the matrix counts. */
export interface CoverageQuery {
  readonly table?: string;
  readonly severity?: Severity;
  readonly gaps: boolean;
}

/** A technique of the matrix with the number of its rules; those of its sub-techniques count too. */
interface Cell {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly href: string;
  readonly rules: number;
  /** 0 for none to 5 for a hundred or more. */
  readonly heat: number;
}

interface TechniqueCell extends Cell {
  readonly subs: readonly Cell[];
  readonly subWords: string;
}

interface Column {
  readonly title: string;
  readonly href: string;
  readonly rules: number;
  readonly covered: number;
  readonly shown: readonly TechniqueCell[];
  /** Techniques without a rule, unless they are what was asked for. */
  readonly folded: readonly TechniqueCell[];
  readonly foldedWords: string;
}

/** The ATT&CK matrix of the chosen rules. */
export interface CoveragePage {
  readonly columns: readonly Column[];
  readonly rules: number;
  readonly techniques: number;
  readonly covered: number;
  readonly tables: readonly { readonly name: string; readonly chosen: boolean }[];
  readonly severities: readonly { readonly name: string; readonly chosen: boolean }[];
  readonly gaps: boolean;
  readonly layer: string;
}

const severities: readonly Severity[] = ['Informational', 'Low', 'Medium', 'High'];

/** The rules that a coverage filter leaves. */
export function coveredRules(catalog: Catalog, query: CoverageQuery): readonly RuleSummary[] {
  const least = query.severity === undefined ? -1 : severityRank(query.severity);
  const table = query.table?.toLowerCase();
  return catalog.rules.filter(
    (rule) =>
      severityRank(rule.severity) >= least &&
      (table === undefined || rule.tables.some((name) => name.toLowerCase() === table)),
  );
}

/** Builds the matrix for a filter. */
export function coveragePage(catalog: Catalog, query: CoverageQuery): CoveragePage {
  const rules = coveredRules(catalog, query);
  const counts = countTechniques(rules);
  const cell = (id: string, name: string, label = id): Cell => {
    const rules = counts.get(id) ?? 0;
    return { id, label, name, href: link.technique(id), rules, heat: heatOf(rules) };
  };
  const columns = tactics.map((tactic): Column => {
    const own = techniquesOf(tactic).map((technique): TechniqueCell => {
      const subs = subTechniquesOf(technique.id).map((sub) => cell(sub.id, sub.name, sub.id.slice(5)));
      return { ...cell(technique.id, technique.name), subs, subWords: quantity(subs.length, 'sub-technique') };
    });
    const covered = own.filter((technique) => technique.rules > 0).sort((left, right) => right.rules - left.rules);
    const gaps = own.filter((technique) => technique.rules === 0);
    return {
      title: tactic.title,
      href: link.tactic(tactic.name),
      rules: rules.filter((rule) => rule.tactics.includes(tactic.name)).length,
      covered: covered.length,
      shown: query.gaps ? gaps : covered,
      folded: query.gaps ? [] : gaps,
      foldedWords: `${number(gaps.length)} without a rule`,
    };
  });
  const techniques = new Set(tactics.flatMap((tactic) => techniquesOf(tactic).map((technique) => technique.id)));
  const filter = {
    ...(query.table === undefined ? {} : { table: [query.table] }),
    ...(query.severity === undefined ? {} : { severity: [query.severity] }),
  };
  return {
    columns,
    rules: rules.length,
    techniques: techniques.size,
    covered: [...techniques].filter((id) => (counts.get(id) ?? 0) > 0).length,
    tables: catalog
      .facet('table')
      .map(({ value }) => ({ name: value, chosen: value.toLowerCase() === query.table?.toLowerCase() })),
    severities: severities.map((name) => ({ name, chosen: name === query.severity })),
    gaps: query.gaps,
    layer: address('/coverage.json', filter),
  };
}

/** How many rules name each technique or one of its sub-techniques. */
export function countTechniques(rules: readonly RuleSummary[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const rule of rules) {
    const named = new Set(rule.techniques.flatMap((id) => [id, id.split('.')[0]]));
    for (const id of named) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function heatOf(rules: number): number {
  return [1, 2, 10, 30, 100].filter((least) => rules >= least).length;
}
