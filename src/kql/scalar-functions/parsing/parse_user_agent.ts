import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';
import { parts, UserAgentPatterns } from './user-agent.js';

/** @see https://learn.microsoft.com/kusto/query/parse-user-agent-function */
export default scalarFunction('parse_user_agent', {
  summary: 'Tells the browser, the operating system and the device of a user agent.',
  gap: 'A user agent that the patterns of uap-core read otherwise in 2018 than in 2026, and an empty one',
  overloads: [
    overload(['string', 'string'], 'dynamic', (userAgent, part) => told(userAgent, [part])),
    overload(['string', 'dynamic'], 'dynamic', (userAgent, asked) =>
      told(userAgent, Array.isArray(asked) ? asked : [asked]),
    ),
  ],
});

function told(userAgent: string, asked: readonly Json[]): Json {
  if (userAgent === '') refuse('of an empty text');
  return Object.fromEntries(
    asked.map((name) => {
      if (!isPart(name)) return refuse(`for ${JSON.stringify(name)}`);
      const part = parts[name];
      // The engine's own patterns are one of the versions between these two.
      const before = UserAgentPatterns.oldest.read(userAgent, part);
      const now = UserAgentPatterns.newest.read(userAgent, part);
      if (part.fields.some(([field]) => before[field] !== now[field]))
        refuse(`of '${userAgent}', which versions of its patterns read as ${text(before)} or ${text(now)}`);
      return [part.name, now];
    }),
  );
}

function isPart(name: Json): name is keyof typeof parts {
  return typeof name === 'string' && Object.hasOwn(parts, name);
}

function text(fields: Readonly<Record<string, string>>): string {
  return Object.values(fields)
    .filter((value) => value !== '')
    .join(' ');
}

function refuse(what: string): never {
  raise(unsupported('parse_user_agent', undefined, what));
}
