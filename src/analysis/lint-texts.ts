import type { Expression } from '../kql/index.js';
import { type Columns, columnNamed } from './columns.js';

/** What is certain of every text that an expression gives; the empty text, which is found nowhere, aside. */
export interface Texts {
  /** What none of them holds, whatever the case. */
  readonly lacking: readonly string[];
  /** The case that all its letters of the Latin alphabet have. */
  readonly letters?: 'lower' | 'upper';
}

const UNKNOWN: Texts = { lacking: [] };

/** Says what the texts of an expression cannot hold, as far as its functions tell; names are those of `columns`. */
export function textsOf(expression: Expression, columns: Columns): Texts {
  if (expression.is === 'name') {
    const { made } = columnNamed(expression.name, columns);
    return made === undefined ? UNKNOWN : textsOf(made.expression, made.columns);
  }
  if (expression.is === 'element') return itemOf(expression.object);
  if (expression.is !== 'call') return UNKNOWN;
  const values = expression.arguments.map(({ value }) => value);
  const inner = (at: number) => (values[at] === undefined ? UNKNOWN : textsOf(values[at], columns));
  switch (expression.name) {
    case 'tostring':
    case 'substring':
      return inner(0);
    case 'tolower':
      return { ...inner(0), letters: 'lower' };
    case 'toupper':
      return { ...inner(0), letters: 'upper' };
    case 'trim':
    case 'trim_start':
    case 'trim_end':
      return inner(1);
    case 'extract': {
      const known = inner(2);
      return { ...known, lacking: [...known.lacking, ...lackedByCapture(values)] };
    }
    case 'replace_string': {
      const [, sought, put] = values.map(textOf);
      if (sought?.length !== 1 || put === undefined || hasLetters(sought) || put.includes(sought)) return UNKNOWN;
      return { lacking: [sought] };
    }
    default:
      return UNKNOWN;
  }
}

/** The text that keeps a needle out: what it holds and the texts lack, or a letter of the other case where case counts. */
export function keepsOut(texts: Texts, needle: string, cased: boolean): string | undefined {
  const lacked = texts.lacking.find((each) => needle.toLowerCase().includes(each));
  if (lacked !== undefined) return lacked;
  return cased && texts.letters !== undefined
    ? (texts.letters === 'lower' ? /[A-Z]/ : /[a-z]/).exec(needle)?.[0]
    : undefined;
}

/** `split(a, "/")[0]` */
function itemOf(list: Expression): Texts {
  if (list.is !== 'call' || list.name !== 'split' || list.arguments.length !== 2) return UNKNOWN;
  const by = textOf(list.arguments[1].value);
  return by === undefined || by === '' || hasLetters(by) ? UNKNOWN : { lacking: [by] };
}

/** A group of one class of characters, `([^/]+)`, captures no others. */
function lackedByCapture([pattern, group]: readonly Expression[]): string[] {
  const written = pattern && textOf(pattern);
  const number = group?.is === 'literal' ? Number(group.value) : 0;
  if (written === undefined || number < 1 || /\\[QEpP]|\(\?/.test(written)) return [];
  const opened = written.replace(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/g, (part) => '.'.repeat(part.length));
  let at = -1;
  for (let i = 0; i < number; i++) {
    at = opened.indexOf('(', at + 1);
    if (at < 0) return [];
  }
  const [, one] =
    /^\((\[\^?(?:\\[dws.\-/\\@:]|[^\][\\&~|])+\]|\\[dw])(?:[+*]\??|\{\d+(?:,\d*)?\})?\)/.exec(written.slice(at)) ?? [];
  if (one === undefined) return [];
  try {
    const captured = new RegExp(`^${one}$`);
    return ASCII.filter((character) => !captured.test(character) && !captured.test(character.toUpperCase()));
  } catch {
    return []; // `[z-a]`
  }
}

/** What can be seen of ASCII; letters in small. */
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter((each) => !/[A-Z]/.test(each));

const textOf = (expression: Expression): string | undefined =>
  expression.is === 'literal' && expression.type === 'string' ? String(expression.value) : undefined;

const hasLetters = (text: string): boolean => text.toLowerCase() !== text.toUpperCase();
