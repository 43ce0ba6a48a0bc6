import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Answer, answerLines, cellText, difference, readGoldens, splitCells, withAnswers } from './golden.js';

const file = `// what these goldens are about

// counts boundaries crossed
//@ truth docs datetime-diff-function
//@ now 2024-02-29T12:00:00Z
print day = 1,
  s = 'a | b' // as typed
//> day:long | s:string
//> 1 | "a | b"

//@ truth library
print x
//! KS142 1:7 not refer to any known
`;

describe('a file of goldens', () => {
  test('holds a case for each block with a query', () => {
    const { cases, faults } = readGoldens(file);
    assert.deepEqual(faults, []);
    assert.equal(cases.length, 2);
    const [first, second] = cases;
    assert.equal(first.name, 'counts boundaries crossed');
    assert.equal(first.query, "print day = 1,\n  s = 'a | b' // as typed");
    assert.equal(first.line, 6);
    assert.equal(first.now, '2024-02-29T12:00:00Z');
    assert.equal(first.header, 'day:long | s:string');
    assert.deepEqual(first.rows, [['1', '"a | b"']]);
    assert.equal(second.name, 'print x');
    assert.equal(second.header, undefined);
    assert.deepEqual(second.problems, [{ code: 'KS142', place: '1:7', message: 'not refer to any known' }]);
  });

  test('reads the same with the line ends of Windows', () => {
    const dos = readGoldens(file.replaceAll('\n', '\r\n'));
    assert.deepEqual(dos, readGoldens(file));
  });

  test('says what is wrong with it', () => {
    const faultsOf = (text: string) => readGoldens(text).faults.join();
    assert.match(faultsOf('print 1\n//> print_0:long\n//> 1'), /line 1: a case names its truth/);
    assert.match(faultsOf('//@ truth docs\nprint 1\n//> a:long'), /truth docs needs its page/);
    assert.match(faultsOf('//@ truth engine\n//@ skip\nprint 1\n//> a:long'), /line 2: there is no setting skip/);
    assert.match(faultsOf('//@ truth engine\nprint 1\n//> a:long | b:long\n//> 1'), /line 4: 1 cells in 2 columns/);
    assert.match(faultsOf('//@ truth engine\nprint 1'), /nothing is expected/);
    assert.match(faultsOf('//@ truth engine\n//> a:long'), /there is no query/);
    assert.match(faultsOf('//@ truth engine\n//@ close by\nprint 1\n//> a:long'), /close is a number/);
  });

  test('takes answers in the place of what stood there', () => {
    const text = '//@ truth reasoned as it is\nprint a = 2\n//> a:long\n//> 1\n\n//@ truth reasoned too\nprint b = 3\n';
    const { cases } = readGoldens(text);
    const answer = (name: string, cell: number): Answer => ({
      columns: [{ name, type: 'long' }],
      rows: [[cell]],
      ordered: true,
      problems: [],
    });
    const answers = new Map([
      [cases[0], answer('a', 2)],
      [cases[1], answer('b', 3)],
    ]);
    assert.equal(
      withAnswers(text, answers),
      '//@ truth reasoned as it is\nprint a = 2\n//> a:long\n//> 2\n\n//@ truth reasoned too\nprint b = 3\n//> b:long\n//> 3\n',
    );
  });
});

describe('cells', () => {
  test('are written bare where nothing can be mistaken', () => {
    assert.equal(cellText('a b', 'string'), 'a b');
    assert.equal(cellText("it's C:\\temp", 'string'), "it's C:\\temp");
    assert.equal(cellText('', 'string'), '""');
    assert.equal(cellText('null', 'string'), '"null"');
    assert.equal(cellText(' a', 'string'), '" a"');
    assert.equal(cellText('a|b', 'string'), '"a|b"');
    assert.equal(cellText('say "hi"\n', 'string'), '"say \\"hi\\"\\n"');
    assert.equal(cellText(null, 'long'), 'null');
    assert.equal(cellText('NaN', 'real'), 'NaN');
    assert.equal(cellText({ a: [1, 'x'] }, 'dynamic'), '{"a":[1,"x"]}');
    assert.equal(cellText('null', 'dynamic'), '"null"');
  });

  test('are parted outside of quotes only', () => {
    assert.deepEqual(splitCells('1 | "a | b" | c'), ['1', '"a | b"', 'c']);
    assert.deepEqual(splitCells('"\\" | " | {"k":" | "} | x'), ['"\\" | "', '{"k":" | "}', 'x']);
    assert.deepEqual(splitCells('C:\\ | "x"'), ['C:\\', '"x"']);
  });
});

test('whatever a row holds, its line gives the cells back', () => {
  const pieces = fc.constantFrom('a', '"', '\\', ' | ', '|', ' ', '\n', '\u2028', 'null', '{', '//>', 'é');
  const text = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.constantFrom('string', 'dynamic'), (row, type) => {
      const columns = row.map((_, i) => ({ name: `c${i}`, type }));
      const answer: Answer = { columns, rows: [row], ordered: true, problems: [] };
      const { cases, faults } = readGoldens(`//@ truth engine\nprint x\n${answerLines(answer).join('\n')}\n`);
      assert.deepEqual(faults, []);
      assert.equal(difference(cases[0], answer), undefined);
      const cells = row.map((value) => cellText(value, type));
      assert.deepEqual(splitCells(cells.join(' | ')), cells);
    }),
  );
});

describe('an answer', () => {
  const golden = (text: string) => readGoldens(`//@ truth engine\nprint x\n${text}`).cases[0];
  const answer = (type: string, cells: unknown[], ordered = false): Answer => ({
    columns: [{ name: 'x', type }],
    rows: cells.map((cell) => [cell]),
    ordered,
    problems: [],
  });
  const failing = (code: string, start: number, message: string): Answer => ({
    columns: [],
    rows: [],
    ordered: false,
    problems: [{ code, kind: 'query', message, span: { start, end: start + 1 } }],
  });
  const differs = (text: string, got: Answer) => difference(golden(text), got) !== undefined;

  test('is compared by name, type, count and cell', () => {
    assert.equal(difference(golden('//> x:long\n//> 1'), answer('long', [1])), undefined);
    assert.ok(differs('//> y:long\n//> 1', answer('long', [1])));
    assert.ok(differs('//> x:int\n//> 1', answer('long', [1])));
    assert.ok(differs('//> x:long\n//> 1', answer('long', [2])));
    assert.ok(differs('//> x:long\n//> 1', answer('long', [1, 1])));
    assert.ok(differs('//> x:long\n//> 1\n//> 2', answer('long', [1, 1])));
    assert.ok(differs('//> x:long', answer('long', [1])));
    assert.ok(differs('//> x:long\n//> null', answer('long', [0])));
    assert.ok(differs('//> x:string\n//> null', answer('string', ['null'])));
  });

  test('may have its rows in any order, unless it is ordered', () => {
    assert.ok(!differs('//> x:long\n//> 1\n//> 2', answer('long', [2, 1])));
    assert.ok(differs('//> x:long\n//> 1\n//> 2', answer('long', [2, 1], true)));
  });

  test('is exact unless the golden says how close it need be', () => {
    assert.ok(differs('//> x:real\n//> 0.3', answer('real', [0.1 + 0.2])));
    assert.ok(!differs('//@ close 1e-9\n//> x:real\n//> 0.3', answer('real', [0.1 + 0.2])));
    assert.ok(!differs('//@ close 1e-9\n//> x:dynamic\n//> [0.3]', answer('dynamic', [[0.1 + 0.2]])));
    assert.ok(differs('//@ close 1e-9\n//> x:real\n//> 0.31', answer('real', [0.3])));
    assert.ok(!differs('//> x:real\n//> 1.50', answer('real', [1.5])));
  });

  test('keeps the order of keys and the kinds of values in dynamics', () => {
    assert.ok(!differs('//> x:dynamic\n//> {"a": 1, "b": [2]}', answer('dynamic', [{ a: 1, b: [2] }])));
    assert.ok(differs('//> x:dynamic\n//> {"b": [2], "a": 1}', answer('dynamic', [{ a: 1, b: [2] }])));
    assert.ok(differs('//> x:dynamic\n//> ["1"]', answer('dynamic', [[1]])));
    assert.ok(differs('//> x:dynamic\n//> {}', answer('dynamic', [[]])));
  });

  test('must have the problems that are expected, and no others', () => {
    const expected = '//! KS142 1:7 not known';
    assert.ok(!differs(expected, failing('KS142', 6, 'x is not known')));
    assert.ok(differs(expected, failing('KS142', 0, 'x is not known')));
    assert.ok(differs(expected, failing('KS143', 6, 'x is not known')));
    assert.ok(differs(expected, failing('KS142', 6, 'x is odd')));
    assert.ok(differs(expected, answer('long', [1])));
    assert.ok(differs('//> x:long\n//> 1', { ...answer('long', [1]), problems: failing('W1', 0, 'slow').problems }));
  });

  test('is shown as the golden would hold it', () => {
    assert.deepEqual(answerLines(answer('string', ['a', ''])), ['//> x:string', '//> a', '//> ""']);
  });
});
