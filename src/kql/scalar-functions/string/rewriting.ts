import type { Bound } from '../../plan/nodes.js';
import { raise, unsupported } from '../../problems.js';
import { compileRegex } from '../../types/regex.js';

export const rewritingGap =
  'a backslash in the replacement before no digit and no backslash, or before the digit of a group that is not there';

/** Replaces each match of a regular expression; `\0` stands for the match, `\1` ... for its groups, `\\` for a backslash. */
export function rewritten(name: string, text: string, pattern: string, rewrite: string): string {
  const regex = compileRegex(pattern);
  const fault = faultOf(pattern, regex.groupCount, rewrite);
  if (fault !== undefined) raise(unsupported(name, undefined, fault));
  return regex.replaceAll(text, rewrite);
}

/** Whether a replacement may be one whose meaning is not known. */
export function mayBeUnknown(pattern: Bound, rewrite: Bound): boolean {
  if (rewrite.is !== 'literal') return true;
  const text = String(rewrite.value);
  if (!text.includes('\\')) return false;
  if (pattern.is !== 'literal') return true;
  return faultOf(String(pattern.value), compileRegex(String(pattern.value)).groupCount, text) !== undefined;
}

function faultOf(pattern: string, groups: number, rewrite: string): string | undefined {
  for (const [, group] of rewrite.matchAll(/\\([\d\\]?)/g)) {
    if (group === '') return `what '${rewrite}' makes of a backslash before no digit is not documented`;
    if (Number(group) > groups) return `'${rewrite}' names a group that '${pattern}' does not have`;
  }
  return undefined;
}
