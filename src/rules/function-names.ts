import { faults } from './problems.js';
import type { Reading } from './reading.js';

/** The type of a parameter that takes any table. */
export const TABLE_TYPE = '(*)';

const NAME = /^[A-Za-z_]\w*$/;

/** Says whether a text can be the name of a function or table in a query without brackets. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** A name made of the file's, for what declares none that can be used. */
export function nameOfFile(reading: Reading): string {
  const made = reading.baseName.replace(/\W+/g, '_').replace(/^(?=\d)/, '_');
  return made === '' ? '_' : made;
}

/** The name and the other names of a function; a declared one that cannot be called is reported. */
export function functionNames(
  reading: Reading,
  at: number,
  declared: string | undefined,
  others: readonly (string | undefined)[],
): { name: string; aliases: string[] } {
  let name = declared ?? '';
  if (!isName(name)) {
    name = nameOfFile(reading);
    reading.report(at, faults.functionName(declared ?? '', name));
  }
  const aliases = others.filter((other) => other !== undefined && isName(other) && other !== name) as string[];
  return { name, aliases: [...new Set(aliases)] };
}
