import { type Problem, ProblemError } from '../base/problem.js';

const request = (code: string, message: string, hint?: string): Problem => ({ code, kind: 'request', message, hint });

/** Every sentence of the command line about what is wrong. */
export const problems = {
  noCommand: (known: readonly string[]): Problem =>
    request('no-command', 'No command was given.', `Commands: ${known.join(', ')}; telltale --help says what they do.`),
  unknownCommand: (name: string, known: readonly string[]): Problem =>
    request('unknown-command', `There is no command ${name}.`, `Commands: ${known.join(', ')}.`),
  badOption: (message: string, usage: string): Problem => request('bad-option', message, `Usage: ${usage}`),
  missing: (what: string): Problem => request('missing-operand', `${what} is missing.`),
  oneOnly: (what: string, extra: string): Problem =>
    request('extra-operand', `One ${what} at a time: ${extra} is too much.`),
  badPort: (text: string): Problem => request('bad-port', `--port ${text} is no port: a number from 0 to 65535.`),
  cannotListen: (host: string, port: number, reason: string): Problem =>
    request('cannot-listen', `Cannot listen on ${host}, port ${port}: ${reason}.`, 'Name another with --port.'),
  unknownRule: (id: string, nearest: readonly { readonly slug: string; readonly name: string }[]): Problem =>
    request(
      'unknown-rule',
      `There is no rule ${id} in the store.`,
      nearest.length === 0 ? undefined : `Nearest: ${nearest.map(({ slug, name }) => `${slug} (${name})`).join('; ')}.`,
    ),
  badValue: (option: string, given: string, expected: string): Problem =>
    request('bad-value', `${option} ${given} is not valid; expected ${expected}.`),
  unreadable: (file: string, why: string): Problem => request('unreadable-file', `Cannot read ${file} (${why}).`),
};

/** Ends the command with exit code 2 and the problem as its one line. */
export function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}
