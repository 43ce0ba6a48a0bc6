/** The letters of a word in lower case, by which two spellings of one name agree. */
export function lettersOf(word: string): string {
  return word.toLowerCase().replace(/[^a-z]/g, '');
}

/** The one name a word can stand for: the same but for case and spaces, or at most two slips away in a long enough word. */
export function nameMeant<Name extends string>(word: string, names: readonly Name[]): Name | null {
  const letters = lettersOf(word);
  const same = names.find((name) => lettersOf(name) === letters);
  if (same !== undefined) return same;
  const allowed = letters.length >= 8 ? 2 : letters.length >= 4 ? 1 : 0;
  const near = names.filter((name) => {
    const others = lettersOf(name);
    return Math.abs(others.length - letters.length) <= allowed && slips(letters, others) <= allowed;
  });
  return near.length === 1 ? near[0] : null;
}

/** How many letters must be put in, left out or replaced to make one word of the other. */
function slips(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j] + 1, row[j - 1] + 1));
    }
    above = row;
  }
  return above[b.length];
}
