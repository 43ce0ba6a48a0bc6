import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJson, printJson } from '../../../src/kql/types/json.js';
import { type Json, WholeReal } from '../../../src/kql/types/value.js';

const reprinted = (text: string) => {
  const json = parseJson(text);
  assert.notEqual(json, undefined, text);
  return printJson(json as Json);
};

test('longs keep every digit, beyond 64 bits a number is a real', () => {
  assert.equal(parseJson('9007199254740991'), 9007199254740991);
  assert.equal(parseJson('9007199254740993'), 9007199254740993n);
  assert.equal(parseJson(' -9223372036854775808 '), -(2n ** 63n));
  assert.deepEqual(parseJson('{"a":[9223372036854775807,"9223372036854775807"]}'), {
    a: [2n ** 63n - 1n, '9223372036854775807'],
  });
  assert.deepEqual(parseJson('9223372036854775808'), new WholeReal(2 ** 63));
});

test('a real that is whole stays a real', () => {
  for (const text of [
    '1.0',
    '1.000',
    '1e0',
    '1E0',
    '10e-1',
    '0.1e1',
    '1.0000000000000000000001',
    '12345678.999999999999999',
  ]) {
    assert.ok(parseJson(text) instanceof WholeReal, text);
    assert.ok((parseJson(`{"a": ${text} }`) as { a: Json }).a instanceof WholeReal, text);
    assert.ok((parseJson(`[${text},2]`) as Json[])[0] instanceof WholeReal, text);
  }
  assert.deepEqual(parseJson('[1, 1.5, -2.25, 1e-7]'), [1, 1.5, -2.25, 1e-7]);
  assert.deepEqual(parseJson('999999999999999.99'), new WholeReal(1e15));
});

test('strings are never taken for numbers', () => {
  const text =
    '{"id":"1e3f0000-0000-1000-8000-00000000001e","v":"10.0","s":"a: 10.0, \\"1e5\\" [1.0]","\\u0031.0":1.0}';
  assert.deepEqual(parseJson(text), {
    id: '1e3f0000-0000-1000-8000-00000000001e',
    v: '10.0',
    s: 'a: 10.0, "1e5" [1.0]',
    '1.0': new WholeReal(1),
  });
});

test('words and white space around exact numbers', () => {
  assert.deepEqual(
    parseJson(' { "a" : [ true , false , null , 1.0 , "x\\ty" , { } , [ ] ] ,\n\t"b" : { "c" : -1.0 } } '),
    {
      a: [true, false, null, new WholeReal(1), 'x\ty', {}, []],
      b: { c: new WholeReal(-1) },
    },
  );
});

test('what is no JSON is undefined', () => {
  for (const text of [
    '',
    ' ',
    'not json',
    '{a:1}',
    "{'a':1}",
    '[1,]',
    '{"a":"\t"}',
    'NaN',
    '01',
    '1.',
    '.5',
    '+1',
    '[1.0',
    '"a',
    '[1] 2',
  ]) {
    assert.equal(parseJson(text), undefined, text);
  }
});

test('the last of equal keys counts', () => {
  assert.equal(reprinted('{"a":1,"b":2,"a":3}'), '{"a":3,"b":2}');
  assert.equal(reprinted('{"a":1.0,"b":2,"a":3.0}'), '{"a":3.0,"b":2}');
});

test('__proto__ is a key like any other', () => {
  for (const number of ['1', '1.0']) {
    const json = parseJson(`{"__proto__":{"a":${number}},"constructor":2}`) as { [key: string]: Json };
    assert.deepEqual(Object.keys(json), ['__proto__', 'constructor']);
    assert.equal(Object.getPrototypeOf(json), Object.prototype);
    assert.equal(printJson(json), `{"__proto__":{"a":${number}},"constructor":2}`);
  }
});

test('nesting has a bound, whatever the numbers inside', () => {
  for (const inner of ['1', '1.0', '"[[[["', '"\\"["']) {
    const deep = (depth: number) => '['.repeat(depth) + inner + ']'.repeat(depth);
    assert.equal(reprinted(deep(1000)), deep(1000));
    assert.equal(parseJson(deep(1001)), undefined);
    assert.equal(parseJson(deep(10_000)), undefined);
  }
  assert.equal(parseJson('[{"a":'.repeat(100_000)), undefined);
  assert.equal((parseJson(`[${'[1],{"a":"]]"},'.repeat(5000)}1]`) as Json[]).length, 10_001);
});

test('prints compactly, escaping as little as JSON allows', () => {
  assert.equal(
    reprinted('{"a": [1, 2.50, "caf\\u00e9 😀 \\/ \\"q\\" \\\\ \\n \\u0001"], "b": null, "c": true}'),
    '{"a":[1,2.5,"café 😀 / \\"q\\" \\\\ \\n \\u0001"],"b":null,"c":true}',
  );
  assert.equal(
    printJson([new WholeReal(10), 10.000000000000002, 10.25, 9.999999999999998]),
    '[10.0,10.000000000000002,10.25,9.999999999999999]',
  );
  assert.equal(
    printJson([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]),
    '["NaN","Infinity","-Infinity"]',
  );
  assert.equal(printJson(''), '""');
  assert.equal(printJson(['', '']), '["",""]');
});

const scalars = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.string({ unit: 'binary' }),
  fc.maxSafeInteger().map((n) => n + 0),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n): Json => (Number.isInteger(n) ? new WholeReal(n) : n)),
  fc.bigInt(2n ** 53n, 2n ** 63n - 1n),
  fc.bigInt(-(2n ** 63n), -(2n ** 53n)),
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    scalars,
    fc.array(tie('json')),
    fc.dictionary(fc.string(), tie('json'), { noNullPrototype: true }),
  ) as fc.Arbitrary<Json>,
}));

test('what is printed reads back the same', () => {
  fc.assert(fc.property(json, (value) => assert.deepEqual(parseJson(printJson(value)), value)));
});

test('agrees with JSON.parse on everything but the kinds of numbers', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const plain = (value: Json): unknown =>
        value instanceof WholeReal || typeof value === 'bigint'
          ? Number(value)
          : Array.isArray(value)
            ? value.map(plain)
            : typeof value === 'object' && value !== null
              ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
              : value;
      assert.deepEqual(plain(parseJson(text) as Json), JSON.parse(text));
    }),
  );
});
