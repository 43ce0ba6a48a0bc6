import { overload, scalarFunction } from '../../plan/definitions.js';
import { utf8Bytes } from '../string/bytes.js';
import { readXml } from './xml.js';

const longest = 1_048_576;

/** @see https://learn.microsoft.com/kusto/query/parse-xml-function */
export default scalarFunction('parse_xml', {
  summary: 'Makes a dynamic of an XML document: its elements, their attributes and texts; null of what is none.',
  gap: 'CDATA, document types, text in several places of an element',
  naming: 'first-argument',
  overloads: [overload(['string'], 'dynamic', (text) => (isTooLong(text) ? null : readXml(text)))],
});

function isTooLong(text: string): boolean {
  return text.length > longest / 3 && utf8Bytes(text).length > longest;
}
