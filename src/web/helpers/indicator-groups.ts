import type { CountedIndicator, RuleModel } from '../../corpus/index.js';
import { type Rarity, rarity } from './bar.js';
import { lineAt } from './kql-lines.js';
import { link } from './link.js';
import { type OperatorBadge, operatorBadge, valueText } from './operator.js';

interface IndicatorLine {
  /** Named on the first line of a list only, where it spans the others. */
  readonly lead?: {
    readonly anchor: string;
    readonly field: string;
    readonly href: string;
    readonly operator: OperatorBadge;
    readonly span: number;
    readonly case: string;
    /** The aggregate or the function that looks for it, and why it only chooses the log. */
    readonly within?: string;
    readonly because?: string;
  };
  readonly text: string;
  readonly href: string;
  readonly line: number;
  readonly rarity: Rarity;
}

/** Indicators of one role and polarity. */
export interface IndicatorGroup {
  readonly title: string;
  readonly count: number;
  readonly role: 'threat' | 'scope';
  readonly threat: boolean;
  readonly exclude: boolean;
  readonly polarity: 'match' | 'exclude';
  readonly lines: readonly IndicatorLine[];
}

/** A rule's indicators in reading order: what it looks for, what it leaves out, where it looks. */
export function indicatorGroups(rule: RuleModel, total: number): IndicatorGroup[] {
  const all = [
    { title: 'What it looks for', role: 'threat', exclude: false, of: rule.indicators.filter((one) => !one.scope) },
    { title: 'What it leaves out', role: 'threat', exclude: true, of: rule.exclusions.filter((one) => !one.scope) },
    { title: 'Where it looks', role: 'scope', exclude: false, of: rule.indicators.filter((one) => one.scope) },
    { title: 'Where it does not look', role: 'scope', exclude: true, of: rule.exclusions.filter((one) => one.scope) },
  ] as const;
  return all
    .filter((group) => group.of.length > 0)
    .map(({ of, ...group }, place) => ({
      ...group,
      threat: group.role === 'threat',
      polarity: group.exclude ? ('exclude' as const) : ('match' as const),
      count: of.length,
      lines: linesOf(of, rule.body, place + 1, total),
    }));
}

function linesOf(indicators: readonly CountedIndicator[], body: string, group: number, total: number): IndicatorLine[] {
  return listsOf(indicators).flatMap((list, place) =>
    list.map((one, row) => ({
      ...(row > 0
        ? {}
        : {
            lead: {
              anchor: `i-${group}-${place + 1}`,
              field: one.field,
              href: link.field(one.field),
              operator: operatorBadge(one.kind),
              span: list.length,
              case: one.cased === false ? 'any case' : '',
              ...(one.within === undefined ? {} : { within: one.within }),
              ...(one.because === undefined || one.within !== undefined ? {} : { because: one.because }),
            },
          }),
      text: valueText(one.value) || '(no value)',
      href: link.indicator(one.id),
      line: lineAt(body, one.span.start),
      rarity: rarity(one.corpus.others, total),
    })),
  );
}

/** The values of one list of the query, which follow each other with the same span and field. */
function listsOf(indicators: readonly CountedIndicator[]): CountedIndicator[][] {
  const lists: CountedIndicator[][] = [];
  for (const one of indicators) {
    const before = lists.at(-1)?.at(0);
    const same =
      before &&
      before.field === one.field &&
      before.kind === one.kind &&
      before.span.start === one.span.start &&
      before.span.end === one.span.end;
    if (same) lists.at(-1)?.push(one);
    else lists.push([one]);
  }
  return lists;
}
