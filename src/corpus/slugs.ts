/** Gives each rule its name in addresses, in order: the id for the first that declares it, `id~2` and on for others. */
export function slugsOf(ids: readonly string[]): readonly string[] {
  const taken = new Set(ids.map((id) => id.toLowerCase()));
  const counts = new Map<string, number>();
  return ids.map((id) => {
    const key = id.toLowerCase();
    let count = (counts.get(key) ?? 0) + 1;
    while (count > 1 && taken.has(`${key}~${count}`)) count++;
    counts.set(key, count);
    return count === 1 ? id : `${id}~${count}`;
  });
}
