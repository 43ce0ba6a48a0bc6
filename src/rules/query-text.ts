import { type Fault, faults } from './problems.js';
import type { Reading } from './reading.js';
import type { QueryPlace } from './rule.js';
import type { YamlScalar } from './yaml.js';

/** Where the text of a scalar lies in its file. */
export function placeOf(scalar: YamlScalar, reading: Reading): QueryPlace {
  return { line: reading.lineOf(scalar.at), indent: scalar.indent, exact: scalar.literal };
}

// Microsoft's hunting page fills in the range chosen there, which is the last day unless somebody chooses.
const RANGE = /todatetime\(\s*(['"])\{\{(Start|End)TimeISO\}\}\1\s*\)/g;
const FILLED = { Start: 'ago(1d)', End: 'now()' } as const;

/** Reads a rule's query: placeholders of a time range get the range a hunting page starts with, others are reported. */
export function readQuery(scalar: YamlScalar, reading: Reading): { query: string; declared?: string; at: QueryPlace } {
  const declared = scalar.text;
  const at = placeOf(scalar, reading);
  const report = (text: string, offset: number, fault: Fault) => {
    if (reading.isFull) return;
    const before = text.slice(0, offset).split('\n');
    if (at.exact)
      reading.reportAt(at.line + before.length - 1, at.indent + before[before.length - 1].length + 1, fault);
    else reading.report(scalar.at, fault);
  };
  const query = declared.replace(RANGE, (text: string, _quote: string, end: keyof typeof FILLED, offset: number) => {
    report(declared, offset, faults.placeholderFilled(text, FILLED[end]));
    return FILLED[end];
  });
  for (const match of query.matchAll(/\{\{\s*\w+\s*\}\}/g))
    report(query, match.index, faults.placeholderLeft(match[0]));
  return query === declared ? { query, at } : { query, declared, at };
}
