import { parseArgs } from 'node:util';
import { ProblemError } from '../base/problem.js';
import type { Command, Request, Streams } from './command.js';
import { diff } from './commands/diff.js';
import { evaluate } from './commands/evaluate.js';
import { indicators } from './commands/indicators.js';
import { ingestCommand } from './commands/ingest.js';
import { query } from './commands/query.js';
import { search } from './commands/search.js';
import { serve } from './commands/serve.js';
import { show } from './commands/show.js';
import { synthesize } from './commands/synthesize.js';
import { test } from './commands/test.js';
import { problems, refuse } from './problems.js';

const commands: ReadonlyMap<string, Command> = new Map([
  ['serve', serve],
  ['ingest', ingestCommand],
  ['query', query],
  ['evaluate', evaluate],
  ['show', show],
  ['search', search],
  ['indicators', indicators],
  ['synthesize', synthesize],
  ['test', test],
  ['diff', diff],
]);

/** Runs one command line and gives its exit code: 0 done, 1 the answer is "no", 2 bad usage or input. */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.get(name);
  try {
    if (name === '--help' || name === '-h' || name === 'help') {
      streams.stdout.write(help());
      return 0;
    }
    const known = [...commands.keys()];
    if (name === undefined) return refuse(problems.noCommand(known));
    if (command === undefined) return refuse(problems.unknownCommand(name, known));
    return await start(name, command, rest, streams);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { message, hint } = error.problem;
    const line = [command ? `telltale ${name}:` : 'telltale:', message, hint].filter(Boolean).join(' ');
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

function help(): string {
  const lines = [...commands].map(([name, { usage, summary }]) => `  telltale ${name} ${usage}\n      ${summary}`);
  return `Telltale knows what every detection rule of a catalog looks for.\n\n${lines.join('\n')}\n`;
}
