import { raise, unsupported } from '../../problems.js';
import { compileRegex } from '../../types/regex.js';

/** Replaces each match of a regular expression; `\0` stands for the match, `\1` ... for its groups. */
export function rewritten(name: string, text: string, pattern: string, rewrite: string): string {
  const regex = compileRegex(pattern);
  for (const [, group] of rewrite.matchAll(/\\(\d?)/g)) {
    if (group === '')
      raise(unsupported(name, undefined, `what '${rewrite}' makes of a backslash before no digit is not documented`));
    if (Number(group) > regex.groupCount)
      raise(unsupported(name, undefined, `'${rewrite}' names a group that '${pattern}' does not have`));
  }
  return regex.replaceAll(text, rewrite);
}
