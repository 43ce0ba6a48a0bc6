import { parseArgs } from 'node:util';
import { ProblemError } from '../base/problem.js';
import type { Command, Request, Streams } from './command.js';
import { problems, refuse } from './problems.js';

/** Each is loaded when it is asked for: a search need not load the engine, nor an ingest the server. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['serve', async () => (await import('./commands/serve.js')).serve],
  ['ingest', async () => (await import('./commands/ingest.js')).ingestCommand],
  ['query', async () => (await import('./commands/query.js')).query],
  ['evaluate', async () => (await import('./commands/evaluate.js')).evaluate],
  ['show', async () => (await import('./commands/show.js')).show],
  ['search', async () => (await import('./commands/search.js')).search],
  ['indicators', async () => (await import('./commands/indicators.js')).indicators],
  ['synthesize', async () => (await import('./commands/synthesize.js')).synthesize],
  ['test', async () => (await import('./commands/test.js')).test],
  ['diff', async () => (await import('./commands/diff.js')).diff],
]);

/** Runs one command line and gives its exit code: 0 done, 1 the answer is "no", 2 bad usage or input. */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  const [name, ...rest] = args;
  const load = commands.get(name);
  try {
    if (name === '--help' || name === '-h' || name === 'help') {
      streams.stdout.write(await help());
      return 0;
    }
    const known = [...commands.keys()];
    if (name === undefined) return refuse(problems.noCommand(known));
    if (load === undefined) return refuse(problems.unknownCommand(name, known));
    return await start(name, await load(), rest, streams);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { message, hint } = error.problem;
    const line = [load ? `telltale ${name}:` : 'telltale:', message, hint].filter(Boolean).join(' ');
    streams.stderr.write(`${line.replace(/\s*[\r\n]+\s*/g, ' ')}\n`);
    return 2;
  }
}

async function start(name: string, command: Command, args: string[], streams: Streams): Promise<number> {
  const usage = `telltale ${name} ${command.usage}`;
  const { values, positionals } = read(command, args, usage);
  if (values.help) {
    streams.stdout.write(`${usage}\n\n${command.summary}\n`);
    return 0;
  }
  return command.run({ options: values as Request['options'], operands: positionals }, streams);
}

function read(command: Command, args: string[], usage: string) {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw error;
    return refuse(problems.badOption(`${(error as Error).message.split('. ')[0]}.`, usage));
  }
}

async function help(): Promise<string> {
  const lines: string[] = [];
  for (const [name, load] of commands) {
    const { usage, summary } = await load();
    lines.push(`  telltale ${name} ${usage}\n      ${summary}`);
  }
  return `Telltale knows what every detection rule of a catalog looks for.\n\n${lines.join('\n')}\n`;
}
