import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DistinctPairs } from '../../../src/kql/aggregates/distinct-pairs.js';
import { columnOf, valueReader } from '../../../src/kql/types/column.js';

test('throwing out pairs that are there twice changes neither the values nor their order', () => {
  const pair = fc.tuple(fc.integer({ min: -1, max: 3 }), fc.constantFrom('a', 'b', 'c', ''));
  fc.assert(
    fc.property(fc.array(fc.array(pair, { maxLength: 6 }), { maxLength: 12 }), (batches) => {
      const few = new DistinctPairs('string', 8);
      const expected: string[][] = [[], [], [], [], []];
      for (const batch of batches) {
        const column = columnOf(
          'string',
          batch.map(([, value]) => value),
        );
        few.add(
          column,
          Int32Array.from(batch, ([group]) => group),
          batch.length,
          4,
        );
        for (const [group, value] of batch)
          if (group >= 0 && !expected[group].includes(value)) expected[group].push(value);
      }
      const { starts, codes, values } = few.finish(5);
      const read = valueReader(values);
      const got = expected.map((_, group) => Array.from(codes.subarray(starts[group], starts[group + 1]), read));
      assert.deepEqual(got, expected);
    }),
  );
});
