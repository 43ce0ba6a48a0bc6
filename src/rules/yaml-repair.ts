import { YAMLException } from 'js-yaml';
import { MAX_REPAIRED_LENGTH } from './limits.js';
import { parseYaml, type YamlTree } from './yaml.js';

/** A line that was changed to make the text YAML. */
interface YamlRepair {
  readonly line: number;
  readonly reason: string;
  readonly repair: string;
}

/** What became of a YAML text: `text` has the lines of the source, some of them repaired. */
export interface RepairedYaml {
  readonly text: string;
  readonly repairs: readonly YamlRepair[];
  readonly tree: YamlTree | null;
  readonly error?: { readonly offset: number; readonly reason: string };
}

const MAX_REPAIRS = 5;

/**
 * Parses YAML and, where it is broken, repairs one line at a time in the ways people break it.
 * A repair counts only if the parser then gets past that line, and the file is refused if it still fails in the end.
 */
export function parseAndRepairYaml(source: string): RepairedYaml {
  let text = source;
  let state = attempt(text);
  const repairs: YamlRepair[] = [];
  while ('offset' in state) {
    const isHopeful = repairs.length < MAX_REPAIRS && text.length <= MAX_REPAIRED_LENGTH;
    const better = isHopeful ? repairOneLine(text, state) : null;
    if (better === null) return { text: source, repairs: [], tree: null, error: state };
    text = better.text;
    state = better.state;
    repairs.push(better.repair);
  }
  return { text, repairs, tree: state };
}

type Failure = { offset: number; line: number; reason: string };

function attempt(text: string): YamlTree | Failure {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { offset: error.mark?.position ?? 0, line: error.mark?.line ?? 0, reason: error.reason };
  }
}

function repairOneLine(text: string, failure: Failure) {
  const lines = text.split('\n');
  for (const line of [failure.line, failure.line - 1]) {
    if (lines[line] === undefined) continue;
    for (const { change, repair } of changes(lines, line)) {
      const changed = lines.with(line, change).join('\n');
      const state = attempt(changed);
      const past = !('offset' in state) || state.line > Math.max(failure.line, line);
      if (past) return { text: changed, state, repair: { line: line + 1, reason: failure.reason, repair } };
    }
  }
  return null;
}

/** The ways to read a broken line, the likeliest first. */
function changes(lines: readonly string[], index: number): { change: string; repair: string }[] {
  const line = lines[index];
  const found: { change: string; repair: string }[] = [];
  const end = line.slice(line.trimEnd().length);
  const value = /^(\s*(?:- +)*[\w.-]+: +)((?!\[|\{(?!\{))[^'"|>\s].*)$/.exec(line.trimEnd());
  if (value !== null) {
    const quoted = `'${value[2].replaceAll("'", "''")}'`;
    found.push({ change: value[1] + quoted + end, repair: 'its value was read as one text' });
  }
  const tabs = /^[ ]*\t[ \t]*/.exec(line);
  if (tabs !== null) {
    for (const width of [2, 4, 8]) {
      const spaces = tabs[0].replaceAll('\t', ' '.repeat(width));
      found.push({ change: spaces + line.slice(tabs[0].length), repair: 'its tabs were read as spaces' });
    }
  }
  const above = lines.slice(0, index).findLast((other) => other.trim() !== '');
  const indent = /^ */.exec(above ?? '')?.[0] ?? '';
  const isKey = /^\s*(?:- +)*[\w.-]+:(\s|$)/.test(line);
  if (!isKey && indent !== '' && !line.startsWith(indent)) {
    found.push({ change: indent + line.trimStart(), repair: 'it was read as indented like the line above' });
  }
  return found;
}
