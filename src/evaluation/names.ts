import type { RunnableRule } from './model.js';

/**
 * Every name and text in a rule's query and in the functions it calls: the fields that running it may look at are among them, unless it
 * looks at all. The tables it names by a text (`table("T")`) are too.
 */
export function namesIn({ syntax, function: functionNamed }: RunnableRule): ReadonlySet<string> {
  const names = new Set<string>();
  const called = new Set<string>();
  const waiting: unknown[] = [syntax];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part === 'string') names.add(part);
    if (typeof part !== 'object' || part === null) continue;
    const { is, name } = part as { is?: unknown; name?: unknown };
    if ((is === 'call' || is === 'name') && typeof name === 'string' && !called.has(name)) {
      called.add(name);
      const shared = functionNamed(name);
      if (shared !== undefined) waiting.push(shared.body, shared.parameters);
    }
    for (const value of Object.values(part)) if (value !== undefined) waiting.push(value);
  }
  return names;
}
