import type { RuleSummary } from '../corpus/index.js';

/** More slips than these make another id. */
const MOST_SLIPS = 4;

/** The rules whose slug is a few slips away from a mistyped one, closest first. */
export function closest(text: string, rules: readonly RuleSummary[], limit: number): readonly RuleSummary[] {
  const wanted = text.trim().toLowerCase();
  const most = Math.min(MOST_SLIPS, Math.floor(wanted.length / 3));
  return rules
    .map((rule) => ({ rule, slips: slips(wanted, rule.slug.toLowerCase(), most) }))
    .filter((each) => each.slips <= most)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, limit)
    .map((each) => each.rule);
}

/** How many letters must be put in, left out or replaced to make one text of the other; gives up beyond `most`. */
function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j] + 1, row[j - 1] + 1));
    }
    if (Math.min(...row) > most) return most + 1;
    above = row;
  }
  return above[b.length];
}
