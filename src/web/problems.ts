import type { Problem } from '../base/problem.js';
import { Refusal, type Suggestion } from './refusal.js';

function request(code: string, message: string, hint?: string): Problem {
  return { code, kind: 'request', message, ...(hint === undefined ? {} : { hint }) };
}

/** Every sentence with which the web room turns a request away. */
export const refusals = {
  noPage: (path: string) =>
    new Refusal(404, request('no-page', `Nothing is served at ${path}.`, 'Start at the rules, or search.')),

  wrongMethod: (method: string, path: string, allowed: readonly string[]) =>
    new Refusal(
      405,
      request('wrong-method', `${path} does not answer ${method}.`, `Use ${allowed.join(' or ')}.`),
      [],
      { Allow: allowed.join(', ') },
    ),

  unknown: (what: string, name: string, nearest: readonly Suggestion[]) =>
    new Refusal(
      404,
      request(`unknown-${what}`, `The catalog has no ${what} ${name}.`, 'Search for a part of it.'),
      nearest,
    ),

  badPath: () => new Refusal(400, request('bad-path', 'The address holds a broken percent escape.')),

  wrongType: (type: string | undefined, allowed: readonly string[]) =>
    new Refusal(
      415,
      request(
        'wrong-content-type',
        type === undefined ? 'The body has no Content-Type.' : `Records cannot be read from ${type}.`,
        `Send ${allowed.join(', ')}; text in UTF-8.`,
      ),
      [],
      { 'Accept-Post': allowed.join(', ') },
    ),

  wrongEncoding: (encoding: string) =>
    new Refusal(
      415,
      request('wrong-content-encoding', `Content-Encoding ${encoding} cannot be read.`, 'Send gzip, or no encoding.'),
      [],
      { 'Accept-Encoding': 'gzip' },
    ),

  badGzip: () => new Refusal(400, request('bad-gzip', 'The body says it is gzip, and it is not, or it is cut short.')),

  cutShort: () => new Refusal(400, request('body-cut-short', 'The body ended before the length it had declared.')),

  tooLarge: (limit: number) =>
    new Refusal(413, {
      ...request(
        'body-too-large',
        `The body is larger than ${limit.toLocaleString('en-US')} bytes.`,
        'Send fewer records at a time.',
      ),
      kind: 'limit',
    }),

  busy: (seconds: number) =>
    new Refusal(
      429,
      {
        ...request(
          'busy',
          'As many evaluations as this server takes are running or waiting.',
          `Try again in ${seconds} s.`,
        ),
        kind: 'limit',
      },
      [],
      { 'Retry-After': String(seconds) },
    ),

  badField: (name: string, found: string, expected: string) =>
    new Refusal(400, request(`bad-${name}`, `${name} is ${JSON.stringify(found)}; ${expected} was expected.`)),
};

/** What a bug looks like from outside: the request id is all that leaves the log. */
export function bug(requestId: string): Problem {
  return {
    code: 'internal',
    kind: 'request',
    message: 'This is a fault of the server. The request changed nothing.',
    hint: `Report it with the request id ${requestId}.`,
  };
}
