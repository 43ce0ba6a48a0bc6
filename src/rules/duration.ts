import type { Fields } from './fields.js';
import { faults } from './problems.js';
import type { Duration } from './rule.js';

const SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;

/** Reads a length of time as rules write it (`5m`, `1 day`) or as Azure does (`PT5H`, `P1DT12H`). */
export function parseDuration(text: string): Duration | null {
  const short = /^(\d+)\s*(d(?:ays?)?|h(?:ours?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)$/i.exec(text);
  if (short !== null) {
    return { text, seconds: Number(short[1]) * SECONDS[short[2][0].toLowerCase() as keyof typeof SECONDS] };
  }
  const iso = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text);
  if (iso === null) return null;
  const [days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0));
  return { text, seconds: days * SECONDS.d + hours * SECONDS.h + minutes * SECONDS.m + seconds };
}

/** Reads a field that holds a length of time; reports one that is none. */
export function readDuration(fields: Fields, field: string): Duration | undefined {
  const text = fields.text(field);
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (duration === null) fields.reading.report(fields.at(field), faults.duration(field, text));
  return duration ?? undefined;
}
