import { limitReached, raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';

/** How deep elements may nest, as what walks a dynamic recurses. */
const maxDepth = 500;

const name = String.raw`[\p{L}_][\p{L}\p{N}\p{M}_.:·-]*`;
const attribute = String.raw`\s+(?:${name})\s*=\s*(?:"[^<"]*"|'[^<']*')`;

/** A comment or instruction, the end of an element, its start, or text. */
const token = new RegExp(
  String.raw`<!--(?:(?!--)[^])*-->|<\?[^]*?\?>|<\/(${name})\s*>|<(${name})((?:${attribute})*)\s*(\/?)>|([^<]+)`,
  'uy',
);
const attributes = new RegExp(String.raw`(${name})\s*=\s*(?:"([^"]*)"|'([^']*)')`, 'gu');

/** An element that is being read. */
interface Element {
  readonly name: string;
  readonly members: Map<string, Json[]>;
}

/**
 * Reads the elements, attributes and texts of an XML document; null where it is none. A number stays a text and a
 * prefix part of its name, as in the library that Microsoft's page named in 2020 (github.com/Cheedoong/xml2json).
 */
export function readXml(document: string): Json {
  if (/<!DOCTYPE|<!\[CDATA\[/.test(document)) refuse('a document type or a CDATA section');
  const root: Element = { name: '', members: new Map() };
  const open = [root];
  token.lastIndex = 0;
  for (let at = 0; at < document.length; at = token.lastIndex) {
    const found = token.exec(document);
    if (found === null) return null;
    const [, closed, opened, given, ends, text] = found;
    const inner = open[open.length - 1];
    if (opened !== undefined) {
      const element = elementOf(opened, given);
      if (element === null) return null;
      open.push(element);
      if (open.length > maxDepth) raise(limitReached('XML elements in each other', maxDepth));
    } else if (text !== undefined && !addText(inner, text)) return null;
    if (closed !== undefined || ends === '/') {
      const element = open.pop() as Element;
      if (open.length === 0 || (closed ?? element.name) !== element.name) return null;
      add(open[open.length - 1], element.name, contentOf(element));
    }
  }
  const [elements, ...more] = root.members.values();
  return open.length === 1 && elements?.length === 1 && more.length === 0 ? contentOf(root) : null;
}

/** An element has its attributes, under their names after an `@`; null where one comes twice or is not well written. */
function elementOf(elementName: string, given: string): Element | null {
  const element = { name: elementName, members: new Map<string, Json[]>() };
  for (const [, key, double, single] of given.matchAll(attributes)) {
    const value = decoded((double ?? single).replace(/\r\n?|[\n\t]/g, ' '));
    if (value === null || element.members.has(`@${key}`)) return null;
    add(element, `@${key}`, value);
  }
  return element;
}

/** Adds a text, if it is more than blanks; false where it is not well written. */
function addText(element: Element, text: string): boolean {
  const plain = decoded(text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '').replace(/\r\n?/g, '\n'));
  if (plain === null || (plain !== '' && element.name === '')) return false;
  if (plain === '') return true;
  if (element.members.has('#text')) refuse('an element with text in several places');
  add(element, '#text', plain);
  return true;
}

function add({ members }: Element, key: string, value: Json): void {
  const present = members.get(key);
  if (present === undefined) members.set(key, [value]);
  else present.push(value);
}

/** Nothing, a text alone, or a bag in which what comes several times is an array. */
function contentOf({ members }: Element): Json {
  if (members.size === 0) return null;
  const text = members.get('#text');
  if (text !== undefined && members.size === 1) return text[0];
  return Object.fromEntries([...members].map(([key, values]) => [key, values.length === 1 ? values[0] : values]));
}

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }),
);

/** Puts characters in the place of their references; null where one is unknown. */
function decoded(text: string): string | null {
  let valid = true;
  const plain = text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));|&/gi, (_, decimal, hexadecimal, entity) => {
    const code = Number(decimal ?? `0x${hexadecimal ?? 'x'}`);
    const character = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entities.get(entity);
    valid &&= character !== undefined;
    return character ?? '';
  });
  return valid ? plain : null;
}

function refuse(what: string): never {
  raise(unsupported('parse_xml', undefined, `what it makes of ${what} is not known`));
}
