import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What a command ends with: done, the answer is no, or bad usage or input. */
export type ExitCode = 0 | 1 | 2;

/** A command of the command line, one file each. */
export interface Command {
  readonly name: string;
  /** How it is called, as the help prints it. */
  readonly usage: string;
  run(args: readonly string[]): Promise<ExitCode>;
}

/** Bad usage or input: one line that says what and where. */
export class UsageError extends Error {}

/** Reads a command's options; an unknown one is bad usage. */
export function options<const Config extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], config: Config) {
  try {
    return parseArgs({ args: [...args], options: config, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]);
  }
}

/** The option that every command on the catalog has. */
export const storeOption = { store: { type: 'string', default: '.telltale' } } as const;

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
