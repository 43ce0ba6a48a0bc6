import type { Predicate, PredicateTree } from '../../analysis/index.js';
import type { RuleModel } from '../../corpus/index.js';
import { lastInWords } from './duration.js';
import { operatorSpoken, valueText } from './operator.js';
import { quantity } from './words.js';

/** A piece of a sentence; `code` is what may be pasted into a query. */
export interface Phrase {
  readonly text: string;
  readonly code: boolean;
}

const say = (text: string): Phrase => ({ text, code: false });
const code = (text: string): Phrase => ({ text, code: true });

const comparisons = { gt: 'more than', lt: 'fewer than', eq: 'exactly', ne: 'a number other than' };

/** When the rows of a result make a rule fire, in words. */
export function triggerInWords(trigger: RuleModel['trigger']): string {
  const { operator, threshold } = trigger ?? { operator: 'gt' as const, threshold: 0 };
  if (operator === 'gt' && threshold === 0) return 'any row';
  return operator === 'ne'
    ? `the number of rows is not ${threshold}`
    : `${comparisons[operator]} ${quantity(threshold, 'row')}`;
}

/** One sentence, made from the query, of what makes a rule fire. */
export function readingOf(rule: RuleModel): Phrase[] {
  return plainReading(rule) ?? outlineReading(rule);
}

/** The whole truth of a rule that filters one table by at most three comparisons. */
function plainReading(rule: RuleModel): Phrase[] | undefined {
  const [source, ...filters] = rule.stages;
  const conditions = filters.map((stage) => stage.predicates);
  const anyRow = rule.trigger === null || (rule.trigger.operator === 'gt' && rule.trigger.threshold === 0);
  if (source?.kind !== 'source' || rule.tables.length !== 1 || source.text.trim() !== rule.tables[0] || !anyRow)
    return undefined;
  if (filters.some((stage) => stage.kind !== 'where')) return undefined;
  const tests = conditions.flatMap((tree) => (tree === undefined ? [undefined] : conjuncts(tree)));
  if (tests.length === 0 || tests.length > 3 || !tests.every((test) => test !== undefined && test.values.length <= 3))
    return undefined;
  const last = rule.queryPeriod === null ? [] : [say(` of the last ${lastInWords(rule.queryPeriod)}`)];
  return [
    say(rule.trigger === null ? 'Finds each ' : 'Fires when any '),
    code(rule.tables[0]),
    say(' record'),
    ...last,
    say(' has '),
    ...(tests as Predicate[]).flatMap((test, place) => [
      ...(place === 0 ? [] : [say(place === tests.length - 1 ? ' and ' : ', ')]),
      ...testPhrases(test),
    ]),
    say('.'),
  ];
}

function conjuncts(tree: PredicateTree): (Predicate | undefined)[] {
  if (tree.is === 'predicate') return [tree];
  return tree.is === 'and' ? tree.parts.flatMap(conjuncts) : [undefined];
}

function testPhrases(test: Predicate): Phrase[] {
  const joiner = test.kind === 'between' ? ' and ' : ' or ';
  const values = test.values.flatMap((value, place) => [
    say(place === 0 ? ' ' : joiner),
    code(typeof value === 'string' ? `'${valueText(value)}'` : String(value)),
  ]);
  return [code(test.field), say(` ${operatorSpoken(test.kind)}`), ...values];
}

/** What a longer rule reads, how much it tests, and when it fires. */
function outlineReading(rule: RuleModel): Phrase[] {
  const tables = rule.tables.slice(0, 3);
  const more = rule.tables.length - tables.length;
  const reads =
    tables.length === 0
      ? [say('Reads no table of its own')]
      : [
          say('Reads '),
          ...tables.flatMap((name, place) => [
            ...(place === 0 ? [] : [say(place === tables.length - 1 && more === 0 ? ' and ' : ', ')]),
            code(name),
          ]),
        ];
  const tests = rule.indicators.length + rule.exclusions.length;
  const over = rule.queryPeriod === null ? '' : ` over the last ${lastInWords(rule.queryPeriod)}`;
  return [
    ...reads,
    say(
      `${more > 0 ? ` and ${more} more` : ''}${over}, tests ${quantity(tests, 'value')} in ${quantity(rule.stages.length, 'stage')}`,
    ),
    say(rule.trigger === null && rule.kind !== 'nrt' ? '.' : `, and fires on ${triggerInWords(rule.trigger)}.`),
  ];
}
