import { Fields } from './fields.js';
import type { Part } from './formats/format.js';
import { formats } from './formats/index.js';
import { MAX_ALIASES, MAX_RULE_FILE_BYTES } from './limits.js';
import { faults } from './problems.js';
import { Reading } from './reading.js';
import type { RuleFileReading } from './rule.js';
import type { YamlTree } from './yaml.js';
import { parseAndRepairYaml } from './yaml-repair.js';

/** Says by its name whether a file may hold a rule, a function or a schema; saved tests beside a rule are none. */
export function recognizes(path: string): boolean {
  return /\.(ya?ml|txt|kql|csl|json)$/i.test(path) && !isSavedTests(path);
}

/** Says by its name whether a file holds saved tests of the rule beside it. */
function isSavedTests(path: string): boolean {
  return /\.test\.ya?ml$/i.test(path);
}

/**
 * Reads one file's text into the rules, functions and schemas it holds, and the problems it has.
 * Never throws for what a file holds; a reading without rules, functions and schemas has at least one problem.
 */
export function readRuleFile(path: string, bytes: Uint8Array | string): RuleFileReading {
  const size = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length;
  if (size > MAX_RULE_FILE_BYTES) {
    const reading = new Reading(path, '');
    reading.report(0, faults.tooLarge(size));
    return result(reading);
  }
  const { text, isUtf } = decode(bytes);
  const is = /\.ya?ml$/i.test(path) ? 'yaml' : /\.json$/i.test(path) ? 'json' : 'text';
  const reading = is === 'text' ? new Reading(path, text) : readTree(path, text, is);
  if (is === 'text') readPart({ is, text, reading });
  if (!isUtf) reading.report(0, faults.encoding());
  const isEmpty = reading.rules.length + reading.functions.length + reading.schemas.length === 0;
  if (isEmpty && reading.problems.length === 0) reading.report(0, faults.nothing());
  return result(reading);
}

function result({ rules, functions, schemas, problems }: Reading): RuleFileReading {
  return { rules, functions, schemas, problems };
}

/** Decodes UTF-8 and UTF-16, by their byte order marks, and as a last resort what old Windows editors write. */
export function decode(bytes: Uint8Array | string): { text: string; isUtf: boolean } {
  if (typeof bytes === 'string') return { text: bytes.replace(/^\uFEFF/, ''), isUtf: true };
  const mark = bytes.length >= 2 ? (bytes[0] << 8) | bytes[1] : 0;
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), isUtf: true };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), isUtf: false };
  }
}

/** The documents of a YAML or JSON text; what is wrong with the text as a whole is reported. */
export function openTree(
  path: string,
  source: string,
  is: 'yaml' | 'json',
): { readonly reading: Reading; readonly documents: YamlTree['documents'] } {
  const { text, repairs, tree, error } = parseAndRepairYaml(source);
  const reading = new Reading(path, text);
  if (tree === null) {
    reading.report(error?.offset ?? 0, faults.unreadable(error?.reason ?? ''));
    return { reading, documents: [] };
  }
  for (const { line, reason, repair } of repairs) reading.reportAt(line, 1, faults.repairedLine(reason, repair));
  if (is === 'json') reportLooseJson(reading);
  for (const { at, name } of tree.unknownAliases) reading.report(at, faults.unknownAlias(name));
  if (tree.aliases > MAX_ALIASES) {
    reading.report(0, faults.aliases(tree.aliases));
    return { reading, documents: [] };
  }
  for (const braces of tree.unquotedBraces) reading.report(braces.at, faults.braces(braces.text));
  return { reading, documents: tree.documents };
}

function readTree(path: string, source: string, is: 'yaml' | 'json'): Reading {
  const { reading, documents } = openTree(path, source, is);
  for (const { root, at } of documents) {
    if (root === null) continue;
    if (root.is === 'mapping') readPart({ is, fields: new Fields(root, reading), reading });
    else reading.report(at, faults.nothing());
  }
  return reading;
}

/** YAML forgives what JSON does not; whoever else reads the file will not. */
function reportLooseJson(reading: Reading): void {
  try {
    JSON.parse(reading.text);
  } catch {
    const comma = [...reading.text.matchAll(/"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])/gs)].find((match) => match[0] === ',');
    reading.report(comma?.index ?? 0, faults.looseJson());
  }
}

function readPart(part: Part): void {
  const format = formats.find((candidate) => candidate.recognizes(part));
  if (format !== undefined) format.read(part);
  else part.reading.report(part.is === 'text' ? 0 : part.fields.node.at, faults.nothing());
}
