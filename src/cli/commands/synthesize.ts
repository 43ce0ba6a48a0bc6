import { ProblemError } from '../../base/problem.js';
import { openCatalog } from '../../corpus/index.js';
import { type Synthesis, synthesize as synthesise } from '../../evaluation/index.js';
import { type Command, jsonOption, printJson, type Request, type Streams, storeOf, storeOption } from '../command.js';
import { problems, refuse } from '../problems.js';
import { catalogRules, runnableRule } from '../runnable.js';

/** Makes up records that make a rule fire. */
export const synthesize: Command = {
  usage: 'RULE or --all [--store DIR] [--json]',
  summary:
    'Makes up records that make a rule fire; with --all says for each rule of the store whether that can be done.',
  options: { ...storeOption, ...jsonOption, all: { type: 'boolean', default: false } },
  async run(request, streams) {
    if (request.options.all === true) return synthesizeAll(request, streams);
    const [id] = request.operands;
    if (id === undefined) return refuse(problems.missing('RULE'));
    const runnable = await runnableRule(storeOf(request), id);
    const made = synthesise(runnable, () => performance.now(), new Date().toISOString());
    if (request.options.json) printJson(made, streams);
    else print(made, streams);
    return made.fires ? 0 : 1;
  },
};

function synthesizeAll(request: Request, streams: Streams): number {
  const now = new Date().toISOString();
  let fired = 0;
  const rules = catalogRules(openCatalog(storeOf(request)));
  for (const { ruleId, path, load } of rules) {
    const started = performance.now();
    let line: { readonly fires: boolean; readonly because: string | null };
    try {
      const { fires, because } = synthesise(load(), () => performance.now(), now);
      line = { fires, because };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      line = { fires: false, because: error.problem.message };
    }
    if (line.fires) fired++;
    const ms = Math.round(performance.now() - started);
    if (request.options.json) printJson({ ruleId, path, fires: line.fires, ms, because: line.because }, streams);
    else
      streams.stdout.write(
        `${line.fires ? 'fires' : 'silent'}: ${path}${line.because === null ? '' : ` (${line.because})`}\n`,
      );
  }
  if (!request.options.json) streams.stdout.write(`${fired} of ${rules.length} rules fire on made-up records\n`);
  return 0;
}

/** The records as lines that `evaluate --records` reads, with their tables in `Type`. */
function print({ fires, because, now, tables, watchlists, externaldata }: Synthesis, streams: Streams): void {
  for (const [table, records] of Object.entries(tables))
    for (const record of records) printJson({ Type: table, ...record }, streams);
  for (const [alias, items] of Object.entries(watchlists))
    streams.stderr.write(`The watchlist '${alias}' needs ${JSON.stringify(items)}\n`);
  for (const [address, records] of Object.entries(externaldata))
    streams.stderr.write(`The external data at ${address} needs ${JSON.stringify(records)}\n`);
  streams.stderr.write(
    fires ? `Made up; the rule fires on them at ${now}.\n` : `Made up; the rule does not fire: ${because}.\n`,
  );
}
