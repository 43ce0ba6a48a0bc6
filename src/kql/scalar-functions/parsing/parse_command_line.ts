import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';

/** @see https://learn.microsoft.com/kusto/query/parse-command-line-function */
export default scalarFunction('parse_command_line', {
  summary: 'Cuts a command line into its arguments, as Windows does.',
  gap: 'an empty command line; a parser other than `windows`',
  overloads: [
    overload(['string', 'string'], 'dynamic', (line, parser) => {
      if (parser !== 'windows') raise(unsupported('parse_command_line', undefined, `with the parser '${parser}'`));
      if (line === '') raise(unsupported('parse_command_line', undefined, 'of an empty text'));
      return windowsArguments(line);
    }),
  ],
});

/** The program's name knows no backslash: it ends at a quote, where it begins with one, else at a blank. */
const programName = /^(?:"([^"]*)"?|([^\0- ]*))/;

/** Quotes with the backslashes before them, blanks, or others. */
const token = /(\\*)("+)|([ \t]+)|\\+|[^\\" \t]+/g;

function windowsArguments(line: string): string[] {
  const [program, quoted, plain] = programName.exec(line) as RegExpExecArray;
  const args = [quoted ?? plain];
  let argument: string | null = null;
  let inQuotes = false;
  for (const [text, backslashes, quotes, blanks] of line.slice(program.length).matchAll(token)) {
    if (blanks !== undefined && !inQuotes) {
      if (argument !== null) args.push(argument);
      argument = null;
    } else if (quotes === undefined) argument = (argument ?? '') + text;
    else {
      const escaped = backslashes.length % 2;
      const after = afterQuotes(quotes.length - escaped, inQuotes);
      argument = (argument ?? '') + '\\'.repeat(backslashes.length / 2) + '"'.repeat(escaped) + after.literal;
      inQuotes = after.inQuotes;
    }
  }
  return argument === null ? args : [...args, argument];
}

/** Of a run of quotes, the opening one included, each third is meant as a quote, after which the quoted part is over. */
function afterQuotes(count: number, inQuotes: boolean): { literal: string; inQuotes: boolean } {
  if (count === 0) return { literal: '', inQuotes };
  const all = count + (inQuotes ? 1 : 0);
  return { literal: '"'.repeat(Math.floor(all / 3)), inQuotes: all % 3 === 1 };
}
