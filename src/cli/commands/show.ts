import { type CountedIndicator, openCatalog, type RuleModel } from '../../corpus/index.js';
import { openSearch } from '../../search/index.js';
import { type Command, jsonOption, printJson, storeOf, storeOption } from '../command.js';
import { problems, refuse } from '../problems.js';

/** Shows one rule as the catalog sees it. */
export const show: Command = {
  usage: 'RULE [--store DIR] [--json]',
  summary: 'Shows a rule of the store: its stages, indicators, exclusions and outputs.',
  options: { ...storeOption, ...jsonOption },
  run(request, streams) {
    const [id, extra] = request.operands;
    if (id === undefined) return refuse(problems.missing('RULE'));
    if (extra !== undefined) return refuse(problems.oneOnly('rule', extra));
    const catalog = openCatalog(storeOf(request));
    try {
      const rule = catalog.rule(id);
      if (rule === undefined) return refuse(problems.unknownRule(id, openSearch(catalog).nearest(id, 3)));
      if (request.options.json) printJson(rule, streams);
      else streams.stdout.write(told(rule));
      return 0;
    } finally {
      catalog.close();
    }
  },
};

function told(rule: RuleModel): string {
  const facts: [string, string][] = [
    ['id', rule.id],
    ['file', `${rule.source.path}:${rule.source.line}`],
    ['same id', rule.alsoWithThisId.join(', ')],
    ['kind', [rule.kind, rule.severity, rule.classification.is].filter(Boolean).join(', ')],
    ['tactics', rule.tactics.join(', ')],
    ['techniques', rule.techniques.join(', ')],
    ['tables', rule.tables.join(', ')],
    ['functions', rule.functions.join(', ')],
    ['evaluable', rule.evaluable.is],
  ];
  const lines = facts.filter(([, value]) => value !== '').map(([name, value]) => `  ${name.padEnd(11)}${value}`);
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : ['', title, ...items.map((item) => `  ${item}`)];
  return [
    rule.name,
    ...lines,
    ...list(
      'Stages',
      rule.stages.map(({ index, kind, text }) => `${index} ${kind}: ${oneLine(text)}`),
    ),
    ...list('Looks for', rule.indicators.map(indicatorLine)),
    ...list('Leaves out', rule.exclusions.map(indicatorLine)),
    ...list('Gives', rule.outputs.map(outputLine)),
    ...list(
      'Problems',
      [...rule.problems, ...rule.evaluable.because].map(({ code, message }) => `${code}: ${message}`),
    ),
    '',
  ].join('\n');
}

function indicatorLine({ field, kind, value, scope, corpus }: CountedIndicator): string {
  const shared =
    corpus.others === 0 ? 'in no other rule' : `in ${corpus.others} other rule${corpus.others === 1 ? '' : 's'}`;
  return `${field} ${kind}${value === null ? '' : ` ${JSON.stringify(value)}`}  ${scope ? 'scope, ' : ''}${shared}`;
}

function outputLine({ name, type, feeds }: RuleModel['outputs'][number]): string {
  return `${name}${type === undefined ? '' : `:${type}`}${feeds.length === 0 ? '' : `  feeds ${feeds.join(', ')}`}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
