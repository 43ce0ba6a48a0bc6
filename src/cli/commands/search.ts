import { openCatalog } from '../../corpus/index.js';
import { openSearch } from '../../search/index.js';
import { type Command, options, print, storeOption, UsageError } from '../command.js';

export const searchCommand: Command = {
  name: 'search',
  usage: 'search WORDS [--store DIR] [--json]',
  async run(args) {
    const { values, positionals } = options(args, { ...storeOption, json: { type: 'boolean' } });
    if (positionals.length === 0) throw new UsageError('search needs a word');
    const found = openSearch(await openCatalog(values.store)).search(positionals.join(' '));
    if (values.json) {
      print(JSON.stringify(found));
      return 0;
    }
    for (const hit of found.rules) print(JSON.stringify(hit));
    for (const { field, kind, value } of found.indicators) print(`${field} ${kind} ${String(value)}`);
    return 0;
  },
};
