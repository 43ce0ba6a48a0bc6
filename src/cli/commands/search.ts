import { openCatalog } from '../../corpus/index.js';
import { openSearch, type SearchResult } from '../../search/index.js';
import { type Command, jsonOption, printJson, storeOf, storeOption } from '../command.js';
import { problems, refuse } from '../problems.js';

/** Finds rules and indicators by words. */
export const search: Command = {
  usage: 'WORDS [--store DIR] [--json]',
  summary: 'Finds rules and indicators by words, fields, values, tables, techniques and ids.',
  options: { ...storeOption, ...jsonOption },
  run(request, streams) {
    const words = request.operands.join(' ');
    if (words.trim() === '') return refuse(problems.missing('WORDS'));
    const catalog = openCatalog(storeOf(request));
    try {
      const result = openSearch(catalog).search(words);
      if (request.options.json) printJson(result, streams);
      else streams.stdout.write(told(result));
      return 0;
    } finally {
      catalog.close();
    }
  },
};

function told({ words, rules, indicators, totals, by }: SearchResult): string {
  if (totals.rules + totals.indicators === 0) return `nothing found for ${words}\n`;
  const how = { all: '', nearly: ', spelled nearly so', some: ', with some of the words' }[by];
  return [
    `${totals.rules} rules${how}`,
    ...rules.map(({ rule }) => `  ${rule.slug}  ${rule.name}  ${rule.path}:${rule.line}`),
    `${totals.indicators} indicators`,
    ...indicators.map(({ field, kind, value, rules: count }) => {
      return `  ${field} ${kind}${value === null ? '' : ` ${JSON.stringify(value)}`}  in ${count} rules`;
    }),
    '',
  ].join('\n');
}
