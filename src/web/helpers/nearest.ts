/** Edit distance between two texts, given up beyond `most`. */
function distance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let above = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (let row = 1; row <= left.length; row++) {
    const here = [row];
    for (let place = 1; place <= right.length; place++) {
      const same = left[row - 1] === right[place - 1] ? 0 : 1;
      here[place] = Math.min(above[place] + 1, here[place - 1] + 1, above[place - 1] + same);
    }
    if (Math.min(...here) > most) return most + 1;
    above = here;
  }
  return above[right.length];
}

/** The few of many names that are most like a mistyped one: those that begin with it or hold it, then those few edits away. */
export function nearest<T>(typed: string, candidates: Iterable<T>, nameOf: (candidate: T) => string, most = 3): T[] {
  const wanted = typed.toLowerCase().slice(0, 80);
  if (wanted === '') return [];
  const edits = Math.max(1, Math.min(4, Math.floor(wanted.length / 4)));
  const found: { candidate: T; rank: number }[] = [];
  for (const candidate of candidates) {
    const name = nameOf(candidate).toLowerCase();
    const held = wanted.length > 2 && (name.startsWith(wanted) || (name.length > 2 && wanted.startsWith(name)));
    const rank = held ? 0.5 : wanted.length > 2 && name.includes(wanted) ? 0.75 : distance(wanted, name, edits);
    if (rank <= edits) found.push({ candidate, rank });
  }
  return found
    .sort((left, right) => left.rank - right.rank)
    .slice(0, most)
    .map((each) => each.candidate);
}
