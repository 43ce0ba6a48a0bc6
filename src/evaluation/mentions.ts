import type { RunnableRule } from './model.js';

/** What a piece of syntax says by itself, without the functions that it calls. */
export interface Mentions {
  /** Every name and text. */
  readonly names: ReadonlySet<string>;
  /** The names that may be those of functions. */
  readonly called: ReadonlySet<string>;
  /** Whether it may read tables by names that do not stand in it. */
  readonly hidesTables: boolean;
}

/** What a rule's query and every function that it may call say, each once. */
export function* mentionsOf({ syntax, function: functionNamed }: RunnableRule): Generator<Mentions> {
  const called = new Set<string>();
  const waiting = [mentionsIn(syntax)];
  for (let mentions = waiting.pop(); mentions !== undefined; mentions = waiting.pop()) {
    yield mentions;
    for (const name of mentions.called) {
      if (called.has(name)) continue;
      called.add(name);
      const shared = functionNamed(name);
      if (shared !== undefined) waiting.push(mentionsIn(shared.body), mentionsIn(shared.parameters));
    }
  }
}

/** Functions are called by many rules. */
const known = new WeakMap<object, Mentions>();

function mentionsIn(syntax: object): Mentions {
  let mentions = known.get(syntax);
  if (mentions === undefined) {
    mentions = readMentions(syntax);
    known.set(syntax, mentions);
  }
  return mentions;
}

function readMentions(syntax: object): Mentions {
  const names = new Set<string>();
  const called = new Set<string>();
  let hidesTables = false;
  const waiting: unknown[] = [syntax];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part === 'string') names.add(part);
    if (typeof part !== 'object' || part === null) continue;
    const { is, name } = part as { is?: unknown; name?: unknown };
    if ((is === 'call' || is === 'name') && typeof name === 'string') called.add(name);
    hidesTables ||= canHideTables(part);
    for (const value of Object.values(part)) if (value !== undefined) waiting.push(value);
  }
  return { names, called, hidesTables };
}

function canHideTables(part: object): boolean {
  const { is, name } = part as { is?: unknown; name?: unknown };
  if (is === 'find' || is === 'search' || is === 'unknown' || is === 'pattern') return true;
  if (is === 'name' && 'wildcard' in part) return true;
  // A watchlist that nobody gave is to be named.
  return is === 'call' && typeof name === 'string' && /^(?:table$|_getwatchlist)/i.test(name);
}
