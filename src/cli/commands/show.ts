import { openCatalog } from '../../corpus/index.js';
import { type Command, options, print, storeOption, UsageError } from '../command.js';

export const showCommand: Command = {
  name: 'show',
  usage: 'show RULE [--store DIR] [--json]',
  async run(args) {
    const { values, positionals } = options(args, { ...storeOption, json: { type: 'boolean' } });
    const [id] = positionals;
    if (id === undefined) throw new UsageError('show needs the id of a rule');
    const rule = (await openCatalog(values.store)).rule(id);
    if (rule === undefined) throw new UsageError(`there is no rule '${id}' in ${values.store}`);
    if (values.json) {
      print(JSON.stringify(rule));
      return 0;
    }
    print(`${rule.name} (${rule.id})\n${rule.severity ?? ''} ${rule.tactics.join(', ')} ${rule.techniques.join(', ')}\n`);
    for (const { index, kind, text } of rule.stages) print(`${index} ${kind}: ${text.trim()}`);
    for (const { field, kind, value, corpus } of rule.indicators) print(`  ${field} ${kind} ${String(value)} (${corpus.others} other rules)`);
    return 0;
  },
};
