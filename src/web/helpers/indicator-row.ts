import type { CatalogIndicator } from '../../corpus/index.js';
import { logShare } from './bar.js';
import { link } from './link.js';
import { type OperatorBadge, operatorBadge, valueText } from './operator.js';
import { moment } from './words.js';

/** An indicator as a row of a list. */
export interface IndicatorRow {
  readonly id: string;
  readonly href: string;
  readonly field: string;
  readonly fieldHref: string;
  readonly kind: CatalogIndicator['kind'];
  readonly operator: OperatorBadge;
  readonly value: CatalogIndicator['value'];
  readonly text: string;
  readonly scope: boolean;
  readonly rules: number;
  readonly matching: number;
  readonly excluding: number;
  /** When an ingest after the first found it. */
  readonly since?: string;
  readonly seen?: string;
  /** How full its bar is, of 100. */
  readonly width: number;
}

/** An indicator of the catalog as a row; `total` is the number of rules. */
export function indicatorRow(indicator: CatalogIndicator, total: number): IndicatorRow {
  return {
    id: indicator.id,
    href: link.indicator(indicator.id),
    field: indicator.field,
    fieldHref: link.field(indicator.field),
    kind: indicator.kind,
    operator: operatorBadge(indicator.kind),
    value: indicator.value,
    text: valueText(indicator.value) || '(no value)',
    scope: isScope(indicator),
    rules: indicator.rules,
    matching: indicator.matching,
    excluding: indicator.excluding,
    ...(indicator.since !== undefined && { since: indicator.since, seen: moment(indicator.since) }),
    width: logShare(indicator.rules, total),
  };
}

/** Whether every rule that has an indicator uses it only to choose the log. */
export function isScope(indicator: CatalogIndicator): boolean {
  return indicator.scoping >= indicator.rules;
}
