import type { Catalog, RuleModel } from '../../corpus/index.js';
import { findTechnique, tactics } from '../helpers/attack.js';
import { share } from '../helpers/bar.js';
import { type IndicatorRow, indicatorRow, isScope } from '../helpers/indicator-row.js';
import { type QueryLine, queryLines } from '../helpers/kql-lines.js';
import { link } from '../helpers/link.js';
import { type ConditionNode, conditionNode } from '../helpers/predicates.js';
import { type Phrase, readingOf, triggerInWords } from '../helpers/reading.js';
import { type RuleRow, ruleRow } from '../helpers/rule-row.js';
import { severityRank } from '../helpers/severity.js';
import { number, quantity } from '../helpers/words.js';

interface Measure {
  readonly name: string;
  readonly href: string;
  readonly count: number;
  readonly width: number;
}

/** The home page: one rule taken apart, ways in, and what the catalog holds. */
export interface HomePage {
  readonly rules: string;
  readonly example?: {
    readonly row: RuleRow;
    readonly reading: readonly Phrase[];
    readonly lines: readonly QueryLine[];
    readonly lineCount: string;
    readonly stages: readonly {
      readonly ordinal: number;
      readonly kind: string;
      readonly text: string;
      readonly condition?: ConditionNode;
    }[];
    readonly fires: string;
    readonly tries: readonly { readonly word: string; readonly href: string }[];
  };
  readonly techniques: { readonly some: string; readonly one: string };
  readonly tables: { readonly all: string; readonly one: string };
  readonly runs: string;
  readonly byTactic: readonly Measure[];
  readonly byTable: readonly Measure[];
  readonly shared: readonly IndicatorRow[];
  readonly worst: readonly RuleRow[];
}

const listed = 8;

/** Builds the home page. */
export function homePage(catalog: Catalog): HomePage {
  const techniques = catalog.facet('technique').filter(({ value }) => findTechnique(value) !== undefined);
  const tables = catalog.facet('table');
  const tacticCounts = tactics.map((tactic) => ({ ...tactic, count: catalog.rulesBy('tactic', tactic.name).length }));
  const example = exampleRule(catalog);
  const sharing = catalog
    .indicators()
    .filter((indicator) => !isScope(indicator))
    .slice(0, listed);
  const worst = [...catalog.rules].sort(
    (left, right) =>
      severityRank(right.severity) - severityRank(left.severity) || right.counts.indicators - left.counts.indicators,
  );
  return {
    rules: quantity(catalog.stats.rules, 'rule'),
    ...(example === undefined ? {} : { example: takenApart(catalog, example) }),
    techniques: {
      some: quantity(techniques.length, 'technique'),
      one: number(techniques.filter(({ count }) => count === 1).length),
    },
    tables: { all: quantity(tables.length, 'table'), one: number(tables.filter(({ count }) => count === 1).length) },
    runs: `${number(catalog.stats.evaluable)} of ${quantity(catalog.stats.rules, 'rule')}`,
    byTactic: measures(tacticCounts.map(({ name, title, count }) => ({ name: title, href: link.tactic(name), count }))),
    byTable: measures(tables.slice(0, 14).map(({ value, count }) => ({ name: value, href: link.table(value), count }))),
    shared: sharing.map((indicator) => indicatorRow(indicator, catalog.stats.rules)),
    worst: worst.slice(0, listed).map(ruleRow),
  };
}

function measures(entries: readonly Omit<Measure, 'width'>[]): Measure[] {
  const most = Math.max(0, ...entries.map(({ count }) => count));
  return entries.map((entry) => ({ ...entry, width: share(entry.count, most) }));
}

/** The shortest rule that runs and tests something: it says most in least room. */
function exampleRule(catalog: Catalog): RuleModel | undefined {
  const [shortest] = catalog.rules
    .filter((rule) => rule.counts.stages > 1 && rule.counts.indicators > 0)
    .sort(
      (left, right) =>
        Number(right.evaluable === 'fully') - Number(left.evaluable === 'fully') ||
        left.counts.stages - right.counts.stages ||
        left.counts.indicators - right.counts.indicators ||
        severityRank(right.severity) - severityRank(left.severity),
    );
  return shortest && catalog.rule(shortest.slug);
}

function takenApart(catalog: Catalog, rule: RuleModel): HomePage['example'] {
  const lines = queryLines(rule.body, rule.tokens);
  const summary = catalog.summary(rule.slug);
  if (summary === undefined) return undefined;
  const first = rule.indicators[0];
  return {
    row: ruleRow(summary),
    reading: readingOf(rule),
    lines,
    lineCount: quantity(lines.length, 'line'),
    stages: rule.stages.map((stage, place) => ({
      ordinal: place + 1,
      kind: stage.kind,
      text: stage.text.trim(),
      ...(stage.predicates === undefined ? {} : { condition: conditionNode(stage.predicates) }),
    })),
    fires: triggerInWords(rule.trigger),
    tries: [first?.field, first?.value, rule.techniques[0]]
      .filter((word) => word !== undefined && word !== null)
      .map((word) => ({ word: String(word), href: link.search(String(word)) })),
  };
}
