import { findings } from './lint-finding.js';
import type { LintFinding } from './model.js';

/** Functions that Microsoft's documentation calls deprecated, with what took their place. */
const REPLACED = new Map(
  Object.entries({
    makeset: 'make_set',
    makelist: 'make_list',
    any: 'take_any',
    anyif: 'take_anyif',
    columnifexists: 'column_ifexists',
    arraylength: 'array_length',
    parsejson: 'parse_json',
    toobject: 'parse_json',
    extractall: 'extract_all',
    pack: 'bag_pack',
    pack_dictionary: 'bag_pack',
    base64_decodestring: 'base64_decode_tostring',
    base64_encodestring: 'base64_encode_tostring',
    replace: 'replace_regex',
    weekofyear: 'week_of_year',
    make_dictionary: 'make_bag',
  }),
);

/** Finds the calls of deprecated functions, each function once. */
export function deprecatedCalls(syntax: unknown): LintFinding[] {
  const found = new Map<string, LintFinding>();
  const defined = new Set<string>();
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const node = part as { is?: string; name?: string; nameSpan?: { start: number; end: number } };
    if (node.is === 'let' && node.name !== undefined) defined.add(node.name);
    const by =
      node.is === 'call' && node.name !== undefined && !defined.has(node.name) ? REPLACED.get(node.name) : undefined;
    if (by !== undefined && node.name !== undefined && node.nameSpan !== undefined && !found.has(node.name))
      found.set(node.name, findings.deprecated(node.name, by, node.nameSpan));
    for (const value of Object.values(part)) walk(value);
  };
  walk(syntax);
  return [...found.values()];
}
