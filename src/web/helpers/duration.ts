import { quantity } from './words.js';

const seconds: Readonly<Record<string, number>> = { d: 86400, h: 3600, m: 60, s: 1 };
const units: readonly (readonly [number, string])[] = [
  [86400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** A declared length of time in words: `6h` is 6 hours, `PT5M` is 5 minutes; what is neither stays as it is. */
export function durationInWords(declared: string): string {
  const total = secondsOf(declared);
  if (total === undefined || total === 0) return declared;
  const [size, unit] = units.find(([size]) => total % size === 0) ?? [1, 'second'];
  return quantity(total / size, unit);
}

/** A declared period in words after "the last": `1h` is hour, `6h` is 6 hours. */
export function lastInWords(declared: string): string {
  return durationInWords(declared).replace(/^1 /, '');
}

function secondsOf(declared: string): number | undefined {
  const short = /^(\d+)\s*([dhms])$/i.exec(declared.trim());
  if (short) return Number(short[1]) * (seconds[short[2].toLowerCase()] ?? 0);
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(declared.trim());
  if (!iso) return undefined;
  return [86400, 3600, 60, 1].reduce((sum, size, place) => sum + size * Number(iso[place + 1] ?? 0), 0);
}
