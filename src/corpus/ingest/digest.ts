import { createHash } from 'node:crypto';
import type { Indicator } from '../../analysis/index.js';
import { type Rule, withoutLayout } from '../../rules/index.js';
import { classify } from '../classification.js';
import { countedKind } from '../indicator-table.js';
import type { AnalysedRule, Classification, Polarity, RuleSummary } from '../model.js';
import type { StoredUse } from '../store/state.js';

/** What memory keeps of an analysis. */
export interface Digest {
  readonly tables: readonly string[];
  readonly functions: readonly string[];
  readonly evaluable: RuleSummary['evaluable'];
  readonly classification: Classification['is'];
  readonly stages: number;
  readonly indicators: number;
  readonly exclusions: number;
  readonly lint: number;
}

/** Takes from an analysis what memory keeps. */
export function digest(rule: Rule, analysis: AnalysedRule): Digest {
  return {
    tables: analysis.tables,
    functions: analysis.functions,
    evaluable: analysis.evaluable.is,
    classification: classify(rule, analysis).is,
    stages: analysis.stages.length,
    indicators: analysis.indicators.length,
    exclusions: analysis.exclusions.length,
    lint: analysis.lint.length,
  };
}

/** Every use that a rule makes of indicators, each once. */
export function usesOf(analysis: AnalysedRule): readonly StoredUse[] {
  const seen = new Set<string>();
  const uses: StoredUse[] = [];
  const add = (indicator: Indicator, polarity: Polarity): void => {
    const { field, kind, value, scope, cased, table, stage } = indicator;
    const use: StoredUse = { field, kind: countedKind(kind), value, polarity, scope, cased, table, stage };
    const key = JSON.stringify(use);
    if (seen.has(key)) return;
    seen.add(key);
    uses.push(use);
  };
  for (const indicator of analysis.indicators) add(indicator, 'match');
  for (const indicator of analysis.exclusions) add(indicator, 'exclude');
  return uses;
}

/** Tells queries apart by their text, whatever their comments and layout. */
export function textKey(query: string): string {
  return createHash('sha256').update(withoutLayout(query)).digest('hex').slice(0, 32);
}

/** A rule as memory keeps it. */
export function summarise(rule: Rule, slug: string, from: Digest, problemCount: number): RuleSummary {
  return {
    slug,
    id: rule.id,
    name: rule.name,
    about: firstSentence(rule.description),
    language: rule.language,
    kind: rule.kind,
    severity: rule.severity,
    status: rule.status,
    tactics: rule.tactics,
    techniques: rule.techniques,
    connectors: rule.connectors.map((connector) => connector.connectorId),
    tables: from.tables,
    functions: from.functions,
    tags: rule.tags,
    evaluable: from.evaluable,
    classification: from.classification,
    queryPeriod: rule.queryPeriod?.text ?? null,
    queryFrequency: rule.queryFrequency?.text ?? null,
    trigger: rule.trigger,
    counts: {
      stages: from.stages,
      indicators: from.indicators,
      exclusions: from.exclusions,
      lint: from.lint,
      problems: problemCount,
    },
    path: rule.source.path,
    line: rule.source.line,
  };
}

const ABOUT = 200;

function firstSentence(description: string): string {
  const text = description.replace(/\s+/g, ' ').trim();
  const end = text.search(/[.!?](?=\s)/);
  const sentence = end < 0 ? text : text.slice(0, end + 1);
  if (sentence.length <= ABOUT) return sentence;
  return `${sentence.slice(0, sentence.lastIndexOf(' ', ABOUT))} …`;
}
