/** How full a bar is, of 100, on a log scale: one rule is visible beside thousands. */
export function logShare(count: number, total: number): number {
  if (count <= 0 || total <= 0) return 0;
  return Math.round((1000 * Math.log1p(Math.min(count, total))) / Math.log1p(total)) / 10;
}

/** How full a bar is, of 100, where the fullest of a list is 100. */
export function share(count: number, most: number): number {
  return most <= 0 ? 0 : Math.round((1000 * count) / most) / 10;
}

/** How many other rules share an indicator: a number with a bar, or the words for none. */
export interface Rarity {
  readonly words: string;
  readonly unique: boolean;
  readonly width: number;
}

/** The rarity of an indicator that `others` of `total` rules share. */
export function rarity(others: number, total: number): Rarity {
  return {
    words: others === 0 ? 'only here' : others.toLocaleString('en-US'),
    unique: others === 0,
    width: logShare(others, total),
  };
}
