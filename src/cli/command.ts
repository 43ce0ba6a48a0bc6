import type { ParseArgsConfig } from 'node:util';

/** Takes text: a stream of the process, say. */
export interface Output {
  write(text: string): unknown;
  /** Whether somebody watches, for whom progress is shown. */
  readonly isTTY?: boolean;
}

/** Where a command prints its answer, and where it says what is wrong. */
export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** What the user asked of a command, its options by name. */
export interface Request {
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly operands: readonly string[];
}

/** One command of the command line; `run` gives the exit code. */
export interface Command {
  /** What to type after the command's name. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Options;
  run(request: Request, streams: Streams): Promise<number> | number;
}

/** Where the store is, for every command that reads or writes the catalog. */
export const storeOption = { store: { type: 'string', default: '.telltale' } } as const satisfies Options;

/** Asks for the answer as JSON. */
export const jsonOption = { json: { type: 'boolean', default: false } } as const satisfies Options;

/** The store that the user named, or the usual one in the current folder. */
export function storeOf(request: Request): string {
  return String(request.options.store);
}

/** Prints a value as one line of JSON. */
export function printJson(value: unknown, { stdout }: Streams): void {
  stdout.write(`${JSON.stringify(value)}\n`);
}

/** A text option; undefined when it was not given. */
export function textOption(request: Request, name: string): string | undefined {
  const value = request.options[name];
  return typeof value === 'string' ? value : undefined;
}
