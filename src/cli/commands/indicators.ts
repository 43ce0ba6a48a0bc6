import { type Catalog, openCatalog } from '../../corpus/index.js';
import { type Command, jsonOption, printJson, storeOf, storeOption } from '../command.js';
import { problems, refuse } from '../problems.js';

/** Lists every rule's every indicator. */
export const indicators: Command = {
  usage: '[--store DIR] [--json]',
  summary:
    'Lists every indicator and exclusion of every rule, by the path of the rule; each value of a list on its own.',
  options: { ...storeOption, ...jsonOption },
  run(request, streams) {
    if (request.operands.length > 0) return refuse(problems.oneOnly('store', request.operands[0]));
    const catalog = openCatalog(storeOf(request));
    try {
      for (const use of usesOf(catalog)) {
        if (request.options.json) printJson(use, streams);
        else {
          const { path, field, kind, value, polarity, scope } = use;
          const marks = [polarity === 'exclude' ? 'excluded' : '', scope ? 'scope' : ''].filter(Boolean).join(', ');
          const told = value === null ? '' : ` ${JSON.stringify(value)}`;
          streams.stdout.write(`${path}: ${field} ${kind}${told}${marks === '' ? '' : ` (${marks})`}\n`);
        }
      }
      return 0;
    } finally {
      catalog.close();
    }
  },
};

function usesOf(catalog: Catalog) {
  const place = new Map(catalog.rules.map(({ slug, path }, order) => [slug, { path, order }]));
  const uses = catalog.indicators().flatMap(({ field, kind, value, uses: each }) =>
    each.flatMap(({ slug, ruleId, polarity, scope, stage }) => {
      const rule = place.get(slug);
      if (rule === undefined) return [];
      const { order, path } = rule;
      return [{ order, line: { ruleId, path, field, kind, value, polarity, scope, stage } }];
    }),
  );
  return uses.sort((a, b) => a.order - b.order || a.line.stage - b.line.stage).map(({ line }) => line);
}
