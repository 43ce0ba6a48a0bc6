import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Token } from '../../../src/corpus/index.js';
import { lineAt, queryLines } from '../../../src/web/helpers/kql-lines.js';

describe('query lines', () => {
  const text = 'T // all\r\n| where a == "x\ny"\n\n';
  const tokens: Token[] = [
    { start: 0, end: 1, is: 'tb' },
    { start: 2, end: 8, is: 'cm' },
    { start: 10, end: 11, is: 'o' },
    { start: 12, end: 17, is: 'kw' },
    { start: 23, end: 28, is: 'str' },
  ];

  it('cuts tokens at line ends and leaves blank ends out', () => {
    assert.deepEqual(queryLines(text, tokens), [
      { number: 1, pieces: [{ text: 'T', is: 'tb' }, { text: ' ' }, { text: '// all', is: 'cm' }] },
      {
        number: 2,
        pieces: [
          { text: '|', is: 'o' },
          { text: ' ' },
          { text: 'where', is: 'kw' },
          { text: ' a == ' },
          { text: '"x', is: 'str' },
        ],
      },
      { number: 3, pieces: [{ text: 'y"', is: 'str' }] },
    ]);
  });

  it('numbers a stretch as in the whole query, with only its own part of a token', () => {
    assert.deepEqual(queryLines(text, tokens, { start: 10, end: 14 }), [
      { number: 2, pieces: [{ text: '|', is: 'o' }, { text: ' ' }, { text: 'wh', is: 'kw' }] },
    ]);
  });

  it('marks parts, and cuts tokens where a mark begins or ends', () => {
    assert.deepEqual(queryLines(text, tokens, { start: 10, end: 24 }, [{ start: 14, end: 19 }]), [
      {
        number: 2,
        pieces: [
          { text: '|', is: 'o' },
          { text: ' ' },
          { text: 'wh', is: 'kw' },
          { text: 'ere', is: 'kw', marked: true },
          { text: ' a', marked: true },
          { text: ' == ' },
          { text: '"', is: 'str' },
        ],
      },
    ]);
  });

  it('loses no character of any text under any tokens', () => {
    const classes = fc.constantFrom('kw' as const, 'str' as const, 'o' as const);
    const pieces = fc.array(
      fc.tuple(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '|') }), fc.option(classes)),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        let at = 0;
        const made: Token[] = [];
        for (const [part, is] of parts) {
          if (is !== null && part.length > 0) made.push({ start: at, end: at + part.length, is });
          at += part.length;
        }
        const whole = parts.map(([part]) => part).join('');
        const lines = queryLines(
          `x${whole}x`,
          made.map((token) => ({ ...token, start: token.start + 1, end: token.end + 1 })),
          undefined,
          [{ start: 2, end: 5 }],
        );
        const printed = lines.map((line) => line.pieces.map((piece) => piece.text).join('')).join('\n');
        assert.equal(printed.replaceAll('\n', ''), `x${whole}x`.replace(/[\r\n]/g, ''));
      }),
    );
  });

  it('counts lines that end in any way', () => {
    assert.deepEqual([lineAt(text, 0), lineAt(text, 9), lineAt(text, 10), lineAt(text, 26)], [1, 1, 2, 3]);
  });
});
