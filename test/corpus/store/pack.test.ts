import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { PackReader, PackWriter } from '../../../src/corpus/store/pack.js';
import { Recent } from '../../../src/corpus/store/recent.js';

test('what was put in at a place comes out there', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  let number = 0;
  // Beyond a megabyte the writer flushes.
  const entry = fc.oneof(
    fc.uint8Array({ maxLength: 50 }),
    fc.nat(700_000).map((size) => new Uint8Array(size).fill(7)),
  );
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
      const path = join(folder, `${number++}.pack`);
      const writer = new PackWriter(path);
      const refs = entries.map((bytes) => writer.append(bytes));
      assert.equal(
        writer.finish(),
        entries.reduce((sum, bytes) => sum + bytes.length, 0),
      );
      const reader = new PackReader(path);
      entries.toReversed().forEach((bytes, i) => {
        assert.ok(reader.read(refs[entries.length - 1 - i]).equals(bytes));
      });
      reader.close();
    }),
    { numRuns: 30 },
  );
});

test('a place beyond the end of a pack is a bug, not an empty entry', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const writer = new PackWriter(join(folder, 'a.pack'));
  writer.appendJson('ten bytes!');
  writer.finish();
  const reader = new PackReader(join(folder, 'a.pack'));
  assert.throws(() => reader.read([6, 20]), /the pack ends before 26/);
  reader.close();
});

test('the values asked for last are kept, the others are made again', () => {
  const made: string[] = [];
  const recent = new Recent<string, string>(2);
  const get = (key: string) =>
    recent.get(key, (each) => {
      made.push(each);
      return each.toUpperCase();
    });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) assert.equal(get(key), key.toUpperCase());
  assert.deepEqual(made, ['a', 'b', 'c', 'b']);
});
