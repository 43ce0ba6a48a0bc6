import { ProblemError } from '../base/problem.js';
import { type Command, type ExitCode, print, UsageError } from './command.js';
import { indicatorsCommand } from './commands/indicators.js';
import { ingestCommand } from './commands/ingest.js';
import { queryCommand } from './commands/query.js';
import { searchCommand } from './commands/search.js';
import { serveCommand } from './commands/serve.js';
import { showCommand } from './commands/show.js';

const commands: readonly Command[] = [serveCommand, ingestCommand, queryCommand, showCommand, searchCommand, indicatorsCommand];

/** Runs the command line; bad usage and bad input are one line on standard error. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help') {
    for (const { usage } of commands) print(`telltale ${usage}`);
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((each) => each.name === name);
  try {
    if (command === undefined) throw new UsageError(`there is no command '${name}'; telltale help lists them`);
    return await command.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ProblemError)) throw error;
    process.stderr.write(`telltale: ${error.message}\n`);
    return 2;
  }
}
