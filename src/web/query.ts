import type { Request } from 'express';
import { refusals } from './problems.js';

/** All values of a query parameter as texts, without empty ones; a parameter may come several times. */
export function many(request: Request, name: string): string[] {
  const found: unknown = Object.hasOwn(request.query, name) ? request.query[name] : undefined;
  const values = Array.isArray(found) ? found : [found];
  return [
    ...new Set(
      values
        .filter((value): value is string => typeof value === 'string' && value.trim() !== '')
        .map((value) => value.trim()),
    ),
  ];
}

/** The first value of a query parameter. */
export function one(request: Request, name: string): string | undefined {
  return many(request, name)[0];
}

/** A whole number of a query parameter, from 1 to `most`. */
export function count(request: Request, name: string, otherwise: number, most: number): number {
  const text = one(request, name);
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw refusals.badField(name, text, 'a whole number from 1');
  return Math.min(Number(text), most);
}

/** A yes or no of a query parameter. */
export function flag(request: Request, name: string): boolean | undefined {
  const text = one(request, name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (['true', '1', 'yes', 'on'].includes(text)) return true;
  if (['false', '0', 'no', 'off'].includes(text)) return false;
  throw refusals.badField(name, text, 'true or false');
}

/** A part of the path, as Express has decoded it. */
export function part(request: Request, name: string): string {
  const found = request.params[name];
  return typeof found === 'string' ? found : (found?.join('/') ?? '');
}
