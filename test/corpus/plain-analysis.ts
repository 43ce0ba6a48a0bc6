import assert from 'node:assert/strict';
import type { Indicator } from '../../src/analysis/index.js';
import type { AnalysedRule, AnalysisContext } from '../../src/corpus/index.js';
import type { Rule, RuleFunction } from '../../src/rules/index.js';

/**
 * A small analysis that is right for the small queries of these tests: `Table | where Field == 'x'`, with `!=`, `in`
 * and calls of functions. Its syntax holds all that a query reads, so that a forgotten dependency shows.
 */
export async function warmUp(): Promise<void> {}

export async function parse({ query }: Rule): Promise<unknown> {
  if (query.includes('parse_forever')) await new Promise(() => {});
  return { parsed: query };
}

export async function analyse(rule: Rule, context: AnalysisContext, parsed: unknown): Promise<AnalysedRule> {
  const { query } = rule;
  assert.deepEqual(parsed, { parsed: query });
  if (query.includes('take_forever')) await new Promise(() => {});
  if (query.includes('have_a_bug')) throw new TypeError('a bug of ours');
  if (query.includes('go_too_deep')) throw new RangeError('Maximum call stack size exceeded');
  const read = dependencies(query, context);
  const tests = [...query.matchAll(/(\w+) (==|=~|!=|in) (?:\(([^)]*)\)|('[^']*'|\d+))/g)];
  const found = tests.flatMap((match) =>
    (match[3] ?? match[4]).split(/,\s*/).map((text) => ({
      excluded: match[2] === '!=',
      indicator: {
        field: match[1],
        kind: match[2] === 'in' ? 'in' : 'eq',
        value: text.startsWith("'") ? text.slice(1, -1) : Number(text),
        ...(text.startsWith("'") ? { cased: match[2] !== '=~' } : {}),
        scope: match[1] === 'EventID',
        table: null,
        stage: 0,
        span: { start: match.index, end: match.index + match[0].length },
      } satisfies Indicator,
    })),
  );
  return {
    tables: [/^\w+/.exec(query)?.[0] ?? ''],
    functions: read.functions.map((each) => each.name),
    parameters: [],
    stages: [{ index: 0, kind: 'source', text: query, span: { start: 0, end: query.length }, steps: 1, words: '' }],
    indicators: found.filter((each) => !each.excluded).map((each) => each.indicator),
    exclusions: found.filter((each) => each.excluded).map((each) => each.indicator),
    outputs: [],
    lint: [],
    evaluable: { is: 'fully', because: [] },
    tokens: [{ start: 0, end: /^\w*/.exec(query)?.[0].length ?? 0, is: 'tb' }],
    filter: null,
    syntax: { query, ...read },
  };
}

export function functionSyntax({ body }: RuleFunction): unknown {
  return { body };
}

function dependencies(query: string, { functions, schemas }: AnalysisContext) {
  const reached: { name: string; body: string }[] = [];
  const texts = [query];
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const { name, body } of functions) {
      if (!new RegExp(`\\b${name}\\b`).test(text) || reached.some((each) => each.name === name)) continue;
      reached.push({ name, body });
      texts.push(body);
    }
  }
  reached.sort((a, b) => (a.name < b.name ? -1 : 1));
  const all = [query, ...reached.map((each) => each.body)].join('\n');
  const wildcards = [...all.matchAll(/(\w+)\*/g)].map((match) => match[1]);
  const tables = schemas
    .filter(({ name }) => new RegExp(`\\b${name}\\b`).test(all) || wildcards.some((start) => name.startsWith(start)))
    .map(({ name, columns }) => ({ name, columns }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { functions: reached, tables };
}
