import { evaluateRule } from '../../evaluation/index.js';
import { type Command, jsonOption, printJson, storeOf, storeOption, textOption } from '../command.js';
import { formatOf, readInput } from '../input.js';
import { problems, refuse } from '../problems.js';
import { runnableRule } from '../runnable.js';

/** Runs a rule of the store on records. */
export const evaluate: Command = {
  usage: 'RULE --records FILE [--store DIR] [--now TIME] [--json]',
  summary: 'Runs a rule of the store on records; FILE may be - for standard input.',
  options: { ...storeOption, ...jsonOption, records: { type: 'string' }, now: { type: 'string' } },
  async run(request, streams) {
    const [id] = request.operands;
    const file = textOption(request, 'records');
    const now = textOption(request, 'now');
    if (id === undefined) return refuse(problems.missing('RULE'));
    if (file === undefined) return refuse(problems.missing('--records FILE'));
    const posted = { body: readInput(file), format: formatOf(file), ...(now !== undefined && { now }) };
    const answer = evaluateRule(
      await runnableRule(storeOf(request), id),
      posted,
      () => performance.now(),
      new Date().toISOString(),
    );
    if (request.options.json) {
      printJson(answer, streams);
      return 0;
    }
    streams.stdout.write(
      `${answer.verdict}: ${answer.trigger.count} rows from ${answer.window.from} to ${answer.window.to}\n`,
    );
    for (const { kind, rowsIn, rowsOut } of answer.stages)
      streams.stdout.write(`  ${kind}: ${rowsIn} in, ${rowsOut} out\n`);
    for (const row of answer.rows)
      printJson(Object.fromEntries(answer.columns.map(({ name }, i) => [name, row[i]])), streams);
    for (const { message } of answer.problems) streams.stderr.write(`${message}\n`);
    return 0;
  },
};
