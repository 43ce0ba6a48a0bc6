import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_RULE_FILE_BYTES, readRuleFile, recognizes } from '../../src/rules/index.js';
import { onlyProblems, onlyRule } from './read.js';

const RULE = `id: 0b9ae89d-8cad-461c-808f-0494f70ad5c4
name: N
tactics: [Impact]
query: |
  T
  | take 1
`;

test('files are recognized by their endings in any case', () => {
  assert.deepEqual(
    ['a.yaml', 'a.YML', 'a.txt', 'a.kql', 'a.csl', 'a.json', 'a.md', 'a.ndjson', 'yaml', 'a.yaml.bak'].filter(
      recognizes,
    ),
    ['a.yaml', 'a.YML', 'a.txt', 'a.kql', 'a.csl', 'a.json'],
  );
});

test('a file over the cap is refused, one of its size is read', () => {
  const filler = '#'.repeat(MAX_RULE_FILE_BYTES - RULE.length);
  assert.equal(onlyRule(RULE + filler).said.length, 0);
  assert.deepEqual(onlyProblems('a.yaml', `${RULE}${filler}#`), ['1:1 rule-file-too-large']);
  assert.deepEqual(onlyProblems('a.yaml', Buffer.from(`${RULE}${filler.slice(2)}é#`)), ['1:1 rule-file-too-large']);
});

test('UTF-8 and UTF-16 are read; anything else is read as Windows-1252 and told', () => {
  const text = RULE.replace('name: N', 'name: Türöffner');
  const { rules } = readRuleFile('a.yaml', Buffer.from(`\uFEFF${text}`, 'utf16le'));
  assert.equal(rules[0].name, 'Türöffner');
  const { rules: read, problems } = readRuleFile('a.yaml', Buffer.from(text, 'latin1'));
  assert.equal(read[0].name, 'Türöffner');
  assert.deepEqual(
    problems.map((problem) => problem.code),
    ['rule-encoding'],
  );
});

test('an alias bomb is refused at once', () => {
  let bomb = 'a0: &a0 [x, x, x, x, x, x, x, x, x, x, x]\n';
  for (let i = 1; i < 15; i++)
    bomb += `a${i}: &a${i} [${Array(11)
      .fill(`*a${i - 1}`)
      .join()}]\n`;
  assert.deepEqual(onlyProblems('a.yaml', `${bomb}name: N\ntactics: *a14\nquery: T\n`), ['1:1 rule-aliases']);
});

test('few aliases are followed, even in a circle, and one without an anchor is nothing', () => {
  const { rule, said } = onlyRule(`${RULE}x: &x [*x, *x]\ntags: *x\nstatus: &s Ready\nversion: *s\nseverity: *none\n`);
  assert.deepEqual([rule.status, rule.version, rule.severity], ['Ready', 'Ready', null]);
  assert.deepEqual(said, ['11:12 rule-alias-unknown']);
});

test('a key given twice is told; the last one counts', () => {
  const { rule, said } = onlyRule(`${RULE}version: 1\nversion: 2\n`);
  assert.deepEqual([rule.version, said], ['2', ['8:1 rule-duplicate-key']]);
});

test('a file of other things, and an empty one, hold nothing', () => {
  for (const text of ['', '# nothing', '---\n', '- a\n- b\n', 'just words', 'on: push\n']) {
    assert.deepEqual(onlyProblems('a.yaml', text), ['1:1 rule-nothing-here'], text);
  }
});

test('keys that name parts of every object are keys like others', () => {
  const { rule } = onlyRule(`${RULE}__proto__: x\nconstructor: y\ncustomDetails:\n  __proto__: A\n  toString: B\n`);
  assert.deepEqual(rule.customDetails, [
    { name: '__proto__', column: 'A' },
    { name: 'toString', column: 'B' },
  ]);
});

test('a file with endless problems tells a hundred and that there are more', () => {
  const { problems } = readRuleFile('a.yaml', `${RULE}tags:\n${'  -\n'.repeat(200_000)}`);
  assert.equal(problems.length, 101);
  assert.equal(problems[100].code, 'rule-more-problems');
});

test('hostile files take no more than a moment', () => {
  const many = (part: string) => part.repeat(Math.floor((MAX_RULE_FILE_BYTES - 200) / part.length));
  const files: [string, string][] = [
    ['a.yaml', `${RULE}x: a: ${many(' ')}b`],
    ['a.yaml', `${many('- ')}a`],
    ['a.yaml', many('[')],
    ['a.yaml', `name: N\nquery: |\n  ${many("todatetime('{{StartTimeISO}}')")}`],
    ['a.yaml', `name: N\nquery: T\ntactics: [${many('a')}]`],
    ['a.yaml', `name: N\nquery: T\nrelevantTechniques: ["${many('T1078')}"]`],
    ['a.txt', `let f = ${many('(')}`],
    ['a.txt', `let f = (a:int) {${many("'")}`],
    ['a.txt', `T | x\n// e.g. ${many('alias as ')}`],
    ['a.json', `{"type":"savedSearches","x":[${many('{"type":"savedSearches"},')}{}]}`],
    ['a.json', `{"Properties":[${many('{"Name":"a"},')}{}]}`],
  ];
  for (const [path, text] of files) {
    const start = performance.now();
    const { rules, functions, schemas, problems } = readRuleFile(path, text);
    const ms = performance.now() - start;
    assert.ok(rules.length + functions.length + schemas.length + problems.length > 0);
    assert.ok(ms < 5000, `${text.slice(0, 40)}... took ${ms} ms`);
  }
});

test('whatever a file holds, it is read or told, and never throws', () => {
  const pieces = fc.constantFrom(
    ...[
      'id: x\n',
      'name: N\n',
      'query: |\n',
      '  T\n',
      'T | where a\n',
      'tactics:\n',
      '  - Impact\n',
      '- ',
      '\t',
      '  ',
      '{{a}}',
      '{',
      '}',
    ],
    ...[
      '[',
      ']',
      '"',
      "'",
      ': ',
      ', ',
      '&a ',
      '*a',
      '!t ',
      '|',
      '>',
      '#',
      '---\n',
      '...\n',
      '%YAML 1.2\n',
      '\r\n',
      '\n',
      '? ',
      '\0',
    ],
    ...[
      '\uFEFF',
      '\uD800',
      '"\\q"',
      '"\\UFFFFFFFF"',
      '"\\u12"',
      '<<: *a\n',
      'kind: NRT\n',
      'ParserQuery: T\n',
      'let f = (',
      '//',
      '```',
    ],
    ...['"type": "savedSearches"', '"properties": {}', '"Properties": [', 'Name: a\n', 'a'],
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')),
    fc.string(),
    fc.uint8Array(),
  );
  const path = fc.constantFrom('a.yaml', 'b.json', 'c.txt');
  fc.assert(
    fc.property(path, text, (name, content) => {
      const { rules, functions, schemas, problems } = readRuleFile(name, content);
      assert.ok(rules.length + functions.length + schemas.length + problems.length > 0);
      for (const { line, column } of problems) assert.ok((line ?? 0) >= 1 && (column ?? 0) >= 1);
    }),
    { numRuns: 3000 },
  );
});
