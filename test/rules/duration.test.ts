import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration } from '../../src/rules/duration.js';

test('lengths of time are read in each form they are written in', () => {
  const seconds: [string, number | undefined][] = [
    ['5m', 300],
    ['1H', 3600],
    ['14d', 1_209_600],
    ['30s', 30],
    ['2 hours', 7200],
    ['1 day', 86_400],
    ['PT5M', 300],
    ['P1DT12H', 129_600],
    ['P7D', 604_800],
    ['1mo', undefined],
    ['P', undefined],
    ['PT', undefined],
    ['P1DT', undefined],
    ['1', undefined],
    ['-1d', undefined],
    ['a while', undefined],
  ];
  for (const [text, expected] of seconds) assert.equal(parseDuration(text)?.seconds, expected, text);
});
