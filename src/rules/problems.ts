import { MAX_ALIASES, MAX_PROBLEMS, MAX_RULE_FILE_BYTES } from './limits.js';

/** What is wrong with a rule file, before it is known where. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

const quote = (text: string) => `"${text.length > 80 ? `${text.slice(0, 77)}...` : text}"`;
const list = (names: readonly string[]) => names.map(quote).join(', ');

/** Every sentence this room can say about a file, by what it is about. */
export const faults = {
  tooLarge: (bytes: number): Fault => ({
    code: 'rule-file-too-large',
    message: `The file has ${bytes} bytes; at most ${MAX_RULE_FILE_BYTES} are read.`,
    hint: 'Split it into one file for each rule.',
  }),
  encoding: (): Fault => ({
    code: 'rule-encoding',
    message: 'The file is not UTF-8; it was read as Windows-1252.',
    hint: 'Save it as UTF-8.',
  }),
  more: (): Fault => ({
    code: 'rule-more-problems',
    message: `The file has more than ${MAX_PROBLEMS} problems; the others are not listed.`,
  }),
  unreadable: (reason: string): Fault => ({
    code: 'rule-unreadable',
    message: `The file could not be read: ${reason}.`,
  }),
  aliases: (count: number): Fault => ({
    code: 'rule-aliases',
    message: `The file uses ${count} YAML aliases; at most ${MAX_ALIASES} are followed.`,
    hint: 'Write the repeated parts out.',
  }),
  unknownAlias: (name: string): Fault => ({
    code: 'rule-alias-unknown',
    message: `The alias ${quote(name)} has no anchor before it; it was read as nothing.`,
  }),
  repairedLine: (reason: string, repair: string): Fault => ({
    code: 'rule-yaml-repaired',
    message: `The line is no YAML (${reason}); ${repair}.`,
    hint: 'Quote the value, or indent the line with spaces.',
  }),
  looseJson: (): Fault => ({
    code: 'rule-json-repaired',
    message: 'The file is no strict JSON; it was read as YAML, which forgives a comma behind the last item.',
    hint: 'Remove the comma.',
  }),
  braces: (text: string): Fault => ({
    code: 'rule-braces-unquoted',
    message: `${quote(text)} without quotes is a mapping in YAML; it was read as text.`,
    hint: `Write '${text}'.`,
  }),
  duplicateKey: (key: string): Fault => ({
    code: 'rule-duplicate-key',
    message: `The key ${quote(key)} is given twice; the last one counts.`,
  }),
  nothing: (): Fault => ({
    code: 'rule-nothing-here',
    message: 'The file holds no rule, function or table schema that we know how to read.',
  }),
  shape: (field: string, expected: string, found: string): Fault => ({
    code: 'rule-shape',
    message: `${quote(field)} should be ${expected}; found ${found}.`,
  }),
  moved: (to: string | null): Fault => ({
    code: 'rule-moved',
    message: `The file says that its rule was moved${to === null ? '' : ` to ${to}`}; it holds no query.`,
  }),
  noQuery: (name: string): Fault => ({
    code: 'rule-no-query',
    message: `${quote(name)} has no query.`,
  }),
  noName: (made: string): Fault => ({
    code: 'rule-no-name',
    message: `There is no name; ${quote(made)} was made from the file's name.`,
  }),
  idMissing: (made: string): Fault => ({
    code: 'rule-id-missing',
    message: `The rule has no id; ${quote(made)} was made from its path.`,
  }),
  idMalformed: (id: string): Fault => ({
    code: 'rule-id-malformed',
    message: `The id ${quote(id)} is no GUID; it is kept as it is.`,
  }),
  kindUnknown: (kind: string): Fault => ({
    code: 'rule-kind-unknown',
    message: `The kind ${quote(kind)} is not one we know; expected Scheduled, NRT or Hunting.`,
  }),
  kindMissing: (): Fault => ({
    code: 'rule-kind-missing',
    message: 'The rule has a schedule and no kind; it was read as Scheduled.',
  }),
  spelling: (field: string, found: string, meant: string): Fault => ({
    code: 'rule-spelling',
    message: `${quote(found)} in ${quote(field)} was read as ${quote(meant)}.`,
  }),
  severityUnknown: (found: string): Fault => ({
    code: 'rule-severity-unknown',
    message: `The severity ${quote(found)} is none of High, Medium, Low and Informational.`,
  }),
  tacticUnknown: (found: string): Fault => ({
    code: 'rule-tactic-unknown',
    message: `${quote(found)} is no ATT&CK tactic; it was left out.`,
  }),
  techniqueMalformed: (found: string): Fault => ({
    code: 'rule-technique-malformed',
    message: `${quote(found)} is no id of an ATT&CK technique (like T1078 or T1078.004); it was left out.`,
  }),
  techniqueUnknown: (id: string): Fault => ({
    code: 'rule-technique-unknown',
    message: `ATT&CK has no technique ${id}.`,
  }),
  emptyItem: (field: string): Fault => ({
    code: 'rule-empty-item',
    message: `${quote(field)} lists an empty item; it was left out.`,
  }),
  duration: (field: string, found: string): Fault => ({
    code: 'rule-duration',
    message: `${quote(found)} in ${quote(field)} is no length of time (like 5m, 1h or 14d).`,
  }),
  missing: (field: string): Fault => ({
    code: 'rule-field-missing',
    message: `A scheduled rule needs ${quote(field)}; there is none.`,
  }),
  trigger: (field: string, found: string): Fault => ({
    code: 'rule-trigger',
    message: `${quote(found)} in ${quote(field)} is not understood; expected ${
      field === 'triggerOperator' ? 'gt, lt, eq or ne' : 'a number'
    }.`,
  }),
  choice: (field: string, found: string, choices: readonly string[]): Fault => ({
    code: 'rule-choice',
    message: `${quote(found)} in ${quote(field)} is none of ${list(choices)}.`,
  }),
  placeholderFilled: (placeholder: string, filled: string): Fault => ({
    code: 'rule-placeholder-filled',
    message: `${placeholder} in the query, which a hunting page fills in, was read as ${filled}.`,
  }),
  placeholderLeft: (placeholder: string): Fault => ({
    code: 'rule-placeholder-left',
    message: `${placeholder} in the query stands for something that is not in the file; it was left as it is.`,
  }),
  functionName: (found: string, made: string): Fault => ({
    code: 'rule-function-name',
    message: `The function's name ${quote(found)} cannot be called; ${quote(made)} was made from the file's name.`,
  }),
  functionParameter: (text: string): Fault => ({
    code: 'rule-function-parameter',
    message: `The parameter ${quote(text)} is not understood; expected name:type or name:type=default.`,
  }),
  savedSearch: (name: string): Fault => ({
    code: 'rule-saved-search',
    message: `The saved search ${quote(name)} has no function alias or no query of its own; it is no function.`,
  }),
  schemaName: (found: string, made: string): Fault => ({
    code: 'rule-schema-name',
    message: `${quote(found)} is no name of a table; ${quote(made)} was made from the file's name.`,
  }),
  columnType: (column: string, type: string): Fault => ({
    code: 'rule-column-type',
    message: `The column ${quote(column)} has the unknown type ${quote(type)}; it was read as a string.`,
  }),
  column: (): Fault => ({
    code: 'rule-column',
    message: 'A column has no name; it was left out.',
  }),
  testKey: (key: string, where: string, known: readonly string[]): Fault => ({
    code: 'test-key-unknown',
    message: `${quote(key)} means nothing in ${where}; expected ${list(known)}.`,
  }),
  testMissing: (where: string, names: readonly string[]): Fault => ({
    code: 'test-field-missing',
    message: `${where} needs ${names.map(quote).join(' or ')}; there is none.`,
  }),
  testNone: (): Fault => ({
    code: 'test-nothing-here',
    message: 'The file holds no saved test; expected a list of them, or "tests" with one.',
  }),
  testName: (name: string): Fault => ({
    code: 'test-name-twice',
    message: `Two saved tests are called ${quote(name)}; reports could not tell them apart.`,
  }),
  testBoth: (one: string, other: string): Fault => ({
    code: 'test-field-twice',
    message: `${quote(one)} and ${quote(other)} say the same thing twice; expected one of them.`,
  }),
  testValue: (field: string, found: string, expected: string): Fault => ({
    code: 'test-value',
    message: `${quote(found)} in ${quote(field)} is not understood; expected ${expected}.`,
  }),
  testNumber: (found: string): Fault => ({
    code: 'test-number',
    message: `${quote(found)} is a number in YAML that JSON cannot write.`,
    hint: 'Quote it if it is a text, or write it as JSON does.',
  }),
  testTag: (tag: string): Fault => ({
    code: 'test-tag',
    message: `The YAML tag ${quote(tag)} is not read.`,
    hint: 'Quote a value that is a text.',
  }),
  testTooMuch: (): Fault => ({
    code: 'test-too-much',
    message: 'The aliases of this file repeat too much, or a value holds itself.',
    hint: 'Write the records to a file of their own, and name it with "file".',
  }),
} as const;
