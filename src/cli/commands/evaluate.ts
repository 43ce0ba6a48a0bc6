import { readFileSync } from 'node:fs';
import { evaluateRule } from '../../evaluation/index.js';
import { type Command, options, print, storeOption, UsageError } from '../command.js';
import { runnableRule } from '../runnable.js';

export const evaluateCommand: Command = {
  name: 'evaluate',
  usage: 'evaluate RULE --records FILE [--store DIR] [--now TIME] [--json]',
  async run(args) {
    const { values, positionals } = options(args, { ...storeOption, records: { type: 'string' }, now: { type: 'string' }, json: { type: 'boolean' } });
    const [id] = positionals;
    if (id === undefined || values.records === undefined) throw new UsageError('evaluate needs the id of a rule and --records FILE');
    const runnable = await runnableRule(values.store, id);
    const format = values.records.endsWith('.csv') ? 'csv' : values.records.endsWith('.json') ? 'json' : 'ndjson';
    const answer = evaluateRule(runnable, { body: read(values.records), format, ...(values.now && { now: values.now }) }, () => performance.now(), new Date().toISOString());
    if (values.json) {
      print(JSON.stringify(answer));
      return 0;
    }
    print(`${answer.verdict}: ${answer.trigger.count} rows from ${answer.window.from} to ${answer.window.to}`);
    for (const { kind, rowsIn, rowsOut } of answer.stages) print(`  ${kind}: ${rowsIn} in, ${rowsOut} out`);
    for (const row of answer.rows) print(JSON.stringify(Object.fromEntries(answer.columns.map(({ name }, i) => [name, row[i]]))));
    for (const { message } of answer.problems) process.stderr.write(`${message}\n`);
    return 0;
  },
};

function read(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch {
    throw new UsageError(`cannot read '${file}'`);
  }
}
