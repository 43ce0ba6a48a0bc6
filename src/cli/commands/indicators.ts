import { openCatalog } from '../../corpus/index.js';
import { type Command, options, print, storeOption } from '../command.js';

export const indicatorsCommand: Command = {
  name: 'indicators',
  usage: 'indicators [--store DIR] [--json]',
  async run(args) {
    const { values } = options(args, { ...storeOption, json: { type: 'boolean' } });
    const catalog = await openCatalog(values.store);
    for (const { slug, id, path } of catalog.rules) {
      const rule = catalog.rule(slug);
      const uses = [...(rule?.indicators ?? []).map((each) => ({ ...each, polarity: 'match' })), ...(rule?.exclusions ?? []).map((each) => ({ ...each, polarity: 'exclude' }))];
      for (const { field, kind, value, polarity, scope, stage } of uses) {
        const row = { ruleId: id, path, field, kind, value, polarity, scope, stage };
        print(values.json ? JSON.stringify(row) : `${id} ${polarity} ${field} ${kind} ${String(value)}`);
      }
    }
    return 0;
  },
};
