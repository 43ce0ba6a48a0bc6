import { openCatalog } from '../../corpus/index.js';
import {
  evaluateCatalog,
  evaluateRule,
  mayHoldFunctions,
  type Posted,
  type RuleEvaluation,
} from '../../evaluation/index.js';
import { loadParser } from '../../kql/index.js';
import {
  type Command,
  jsonOption,
  printJson,
  type Request,
  type Streams,
  storeOf,
  storeOption,
  textOption,
} from '../command.js';
import { namedFile, readRecords } from '../input.js';
import { problems, refuse } from '../problems.js';
import { catalogRules, runnableRule } from '../runnable.js';

/** Runs a rule of the store, or of a file, on records. */
export const evaluate: Command = {
  usage:
    'RULE or --all [--records FILE] [--table NAME=FILE]... [--now TIME] [--from TIME --to TIME] [--explain] [--limit N] [--store DIR] [--json]',
  summary:
    'Runs a rule of the store or of a file, or all rules of the store, on records; FILE may be - for standard input, and may be packed with gzip.',
  options: {
    ...storeOption,
    ...jsonOption,
    records: { type: 'string' },
    table: { type: 'string', multiple: true },
    now: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    limit: { type: 'string' },
    explain: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
  async run(request, streams) {
    if (request.options.all === true) return evaluateAll(request, streams);
    const [id] = request.operands;
    if (id === undefined) return refuse(problems.missing('RULE'));
    const posted = postedIn(request);
    const runnable = await runnableRule(storeOf(request), id);
    const parser = mayHoldFunctions(posted) ? await loadParser() : undefined;
    const answer = evaluateRule(runnable, posted, () => performance.now(), new Date().toISOString(), parser);
    if (request.options.json) printJson(answer, streams);
    else print(answer, streams);
    return 0;
  },
};

/** Runs every rule; each line is printed as soon as it is known. */
async function evaluateAll(request: Request, streams: Streams): Promise<number> {
  const posted = postedIn(request);
  const catalog = openCatalog(storeOf(request));
  const parser = mayHoldFunctions(posted) ? await loadParser() : undefined;
  const rules = catalogRules(catalog);
  for (const line of evaluateCatalog(rules, posted, () => performance.now(), new Date().toISOString(), parser)) {
    if (request.options.json) printJson(line, streams);
    else if (line.verdict !== 'not-run') streams.stdout.write(`${line.verdict}: ${line.path} (${line.rows} rows)\n`);
  }
  return 0;
}

/** The files of records that a command names, and how it wants them run. */
function postedIn(request: Request): Posted {
  const file = textOption(request, 'records');
  const named = ((request.options.table ?? []) as readonly string[]).map(namedFile);
  const parts = [
    ...(file === undefined ? [] : [readRecords(file)]),
    ...named.map(({ table, file: of }) => ({ ...readRecords(of), table })),
  ];
  const [first, ...more] = parts;
  if (first === undefined) return refuse(problems.missing('--records FILE or --table NAME=FILE'));
  const limit = textOption(request, 'limit');
  if (limit !== undefined && !/^\d{1,9}$/.test(limit))
    return refuse(problems.badValue('--limit', limit, 'a number of rows'));
  const times = Object.fromEntries(
    ['now', 'from', 'to'].flatMap((name) => {
      const time = textOption(request, name);
      return time === undefined ? [] : [[name, time]];
    }),
  );
  return {
    ...first,
    ...(more.length > 0 && { more }),
    ...times,
    ...(limit !== undefined && { limit: Number(limit) }),
    ...(request.options.explain === true && { explain: true }),
  };
}

function print(answer: RuleEvaluation, streams: Streams): void {
  const line = (text: string) => streams.stdout.write(`${text}\n`);
  line(`${answer.verdict}: ${answer.trigger.count} rows from ${answer.window.from} to ${answer.window.to}`);
  for (const { kind, rowsIn, rowsOut } of answer.stages) line(`  ${kind}: ${rowsIn} in, ${rowsOut} out`);
  for (const { title, severity, entities } of answer.alerts) {
    line(`alert: ${title}${severity === null ? '' : ` (${severity})`}`);
    for (const { type, fields } of entities)
      line(
        `  ${type} ${Object.entries(fields)
          .map(([name, value]) => `${name}=${String(value)}`)
          .join(' ')}`,
      );
  }
  for (const { now, verdict, count } of answer.replay?.runs ?? []) line(`run at ${now}: ${verdict}, ${count} rows`);
  for (const { table, record, fate } of answer.explanation ?? []) {
    const { reason, predicate, actual } = fate;
    const because = predicate === undefined ? '' : `: ${predicate}, where it is ${JSON.stringify(actual)}`;
    line(`${table} ${record + 1}: ${reason}${because}`);
  }
  for (const row of answer.rows)
    printJson(Object.fromEntries(answer.columns.map(({ name }, i) => [name, row[i]])), streams);
  for (const { message } of answer.problems) streams.stderr.write(`${message}\n`);
}
