import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_QUERY_LENGTH } from '../../../src/kql/syntax/index.js';
import { parser } from './reading.js';

/** The text with each coloured stretch as `class:stretch` in angle brackets. */
function marked(text: string): string {
  let at = 0;
  let out = '';
  for (const { class: is, span } of parser.parseColoured(text).tokens) {
    out += `${text.slice(at, span.start)}<${is}:${text.slice(span.start, span.end)}>`;
    at = span.end;
  }
  return out + text.slice(at);
}

const cases: [string, string][] = [
  ['T | where a == "x" // why', '<tb:T> <o:|> <kw:where> a <o:==> <str:"x"> <cm:// why>'],
  ['// first\nT', '<cm:// first>\n<tb:T>'],
  ['let d = 1d; T', '<kw:let> d <o:=> <num:1d>; <tb:T>'],
  ['print ago(5), datetime(2020-01-01)', '<kw:print> <fn:ago>(<num:5>), <num:datetime(2020-01-01)>'],
  [
    'T | where not(a in~ ("x")) and b between (1 .. 2)',
    '<tb:T> <o:|> <kw:where> <o:not>(a <o:in~> (<str:"x">)) <o:and> b <o:between> (<num:1> <o:..> <num:2>)',
  ],
  ['union isfuzzy=true A, (B)', '<kw:union> <kw:isfuzzy><o:=>true <tb:A>, (<tb:B>)'],
  ['A | join kind=inner (B) on c', '<tb:A> <o:|> <kw:join> <kw:kind><o:=><kw:inner> (<tb:B>) <kw:on> c'],
  ['database("d").T', '<fn:database>(<str:"d">).<tb:T>'],
  ['T | project a.b, c["d"]', '<tb:T> <o:|> <kw:project> a.b, c[<str:"d">]'],
  ['print dynamic([1])', '<kw:print> <fn:dynamic>([<num:1>])'],
  [
    'T | summarize n = count() by bin(t, 1h)',
    '<tb:T> <o:|> <kw:summarize> n <o:=> <fn:count>() <kw:by> <fn:bin>(t, <num:1h>)',
  ],
];

for (const [text, expected] of cases) test(text, () => assert.equal(marked(text), expected));

test('a text with errors is coloured too, one that is too big is not', () => {
  assert.equal(marked('T | where a == '), '<tb:T> <o:|> <kw:where> a <o:==> ');
  assert.deepEqual(parser.parseColoured(' '.repeat(MAX_QUERY_LENGTH + 1)).tokens, []);
});
