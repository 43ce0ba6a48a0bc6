import { mentionsOf } from './mentions.js';
import type { RunnableRule } from './model.js';

/**
 * Every name and text in a rule's query and in the functions it calls: the fields that running it may look at are among them, unless it
 * looks at all. The tables it names by a text (`table("T")`) are too.
 */
export function namesIn(runnable: RunnableRule): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { names } of mentionsOf(runnable)) for (const name of names) all.add(name);
  return all;
}
