import { raise, unsupported } from '../../problems.js';
import { parseDatetime } from '../../types/ticks.js';
import { type Json, WholeReal } from '../../types/value.js';

/** A dynamic array as the series functions see it: all whole numbers, or all reals; null for whatever is no number. */
export interface Series {
  readonly whole: boolean;
  readonly values: readonly (number | bigint | null)[];
}

/** Reads an array; null for a dynamic that is none. */
export function readSeries(json: Json): Series | null {
  if (!Array.isArray(json)) return null;
  let whole = true;
  const values = json.map((each) => {
    if (typeof each === 'bigint') return each;
    if (each instanceof WholeReal) {
      whole = false;
      return each.value;
    }
    if (typeof each === 'string' && parseDatetime(each) !== null && Number.isNaN(Number(each)))
      raise(unsupported('series of times', undefined, 'functions on series take numbers'));
    if (typeof each !== 'number') return null;
    if (!Number.isInteger(each)) whole = false;
    return each;
  });
  return { whole, values: whole ? values : values.map((each) => (each === null ? null : Number(each))) };
}

/** The numbers of an array as reals; null for a dynamic that is none. */
export function readReals(json: Json): (number | null)[] | null {
  return readSeries(json)?.values.map((each) => (each === null ? null : Number(each))) ?? null;
}

/** The numbers of an array, or null where it holds anything else. */
export function readComplete(json: Json): number[] | null {
  const values = readReals(json);
  return values === null || values.some((each) => each === null) ? null : (values as number[]);
}

/** A real as a dynamic holds it. */
export function realJson(value: number): Json {
  return Number.isInteger(value) ? new WholeReal(value) : value;
}

/** A long of 64 bits as a dynamic holds it. */
export function longJson(value: number | bigint): Json {
  const long = BigInt.asIntN(64, BigInt(value));
  const double = Number(long);
  return Number.isSafeInteger(double) ? double : long;
}

/** The dynamic array of reals. */
export function realsJson(values: readonly (number | null)[]): Json[] {
  return values.map((each) => (each === null ? null : realJson(each)));
}

/** The dynamic array of a series. */
export function seriesJson({ whole, values }: Series): Json[] {
  return whole ? values.map((each) => (each === null ? null : longJson(each))) : realsJson(values.map(realOf));
}

function realOf(value: number | bigint | null): number | null {
  return value === null ? null : Number(value);
}

/** The numbers of an array whose function we know for complete series only; null for a dynamic that is no array. */
export function readFull(json: Json, name: string): number[] | null {
  const values = readReals(json);
  if (values?.some((each) => each === null || !Number.isFinite(each)) === true)
    raise(unsupported(name, undefined, 'a series with an element that is no finite number'));
  return values as number[] | null;
}
