import { positionAt } from '../../base/span.js';
import { isName, nameOfFile } from '../function-names.js';
import { readParameters } from '../function-parameters.js';
import { closingBracket, withoutComments } from '../kql-text.js';
import type { Reading } from '../reading.js';
import type { QueryPlace } from '../rule.js';
import type { RuleFormat } from './format.js';

const NAME = 'function-text';

/** A function as a text file: KQL whose comments say under which name to save it. */
export const functionText: RuleFormat = {
  name: NAME,
  recognizes: (part) =>
    part.is === 'text' && /\||\b(?:let|union|print|datatable|externaldata)\b/.test(withoutComments(part.text)),
  read: (part) => {
    if (part.is !== 'text') return;
    const { text, reading } = part;
    const inner = soleFunction(text, reading);
    const [name, ...aliases] = new Set([...namesIn(text, reading), ...(inner === null ? [] : [inner.name])]);
    reading.functions.push({
      name,
      aliases,
      description: '',
      parameters: inner?.parameters ?? [],
      body: inner?.body ?? text,
      bodyAt: inner?.at ?? { line: 1, indent: 0, exact: true },
      version: /^\s*\/\/\s*version\s*:\s*([\d.]+)/im.exec(text)?.[1] ?? null,
      source: { path: reading.path, line: 1, format: NAME },
    });
  },
};

/**
 * The names a file gives its function, the most reliable first: the one the comments say to save it under, the one
 * they use in an example, the file's own. An example that has nothing in common with the file's name was copied from elsewhere.
 */
function namesIn(text: string, reading: Reading): string[] {
  const comments = text
    .split('\n')
    .filter((line) => line.trimStart().startsWith('//'))
    .join('\n');
  const stated = [
    ...comments.matchAll(/(?:function name|alias)[^\n]{0,60}?(?:\bas\b|set to|name)\s*:?-?\s*["']?([A-Za-z_]\w*)/gi),
  ];
  const examples = [...comments.matchAll(/e\.g\.\s*([A-Za-z_]\w*)/gi)].filter((match) =>
    areAlike(match[1], reading.baseName),
  );
  const ofFile = nameOfFile(reading).replace(/[_-]parser$/i, '');
  return [...stated, ...examples]
    .map((match) => match[1])
    .concat(ofFile, isName(reading.baseName) ? reading.baseName : []);
}

function areAlike(example: string, fileName: string): boolean {
  const strip = (name: string) => name.toLowerCase().replace(/pars(?:er?|ed)/g, '');
  const [a, b] = [strip(example), strip(fileName)];
  return Array.from({ length: Math.max(0, a.length - 2) }, (_, i) => a.slice(i, i + 3)).some((three) =>
    b.includes(three),
  );
}

/** The function of a file that declares one with `let` and never calls it: saved as it is, it would give nothing. */
function soleFunction(text: string, reading: Reading) {
  const head = /^(?:\s|\/\/[^\n]*\n)*let\s+(\w+)\s*=\s*(?:view\s*)?(?=\()/.exec(text);
  if (head === null) return null;
  const open = head[0].length;
  const close = closingBracket(text, open);
  const brace = /^\s*\{/.exec(text.slice(close));
  if (close < 0 || brace === null) return null;
  const start = close + brace[0].length;
  const end = closingBracket(text, start - 1);
  if (end < 0 || withoutComments(text.slice(end)).replace(/[;\s]/g, '') !== '') return null;
  const body = text.slice(start, end - 1);
  const at: QueryPlace = { line: positionAt(text, start).line, indent: 0, exact: /^[ \t\r]*\n/.test(body) };
  return { name: head[1], parameters: readParameters(text.slice(open + 1, close - 1), reading, open), body, at };
}
