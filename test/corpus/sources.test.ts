import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { sourceNames } from '../../src/corpus/sources.js';

const root = (...folders: string[]) => join('/', ...folders);

test('an ingested folder is called by its name', () => {
  assert.deepEqual(sourceNames([root('home', 'rules'), root('work', 'azure-sentinel')]), ['rules', 'azure-sentinel']);
});

test('folders of one name are told apart by those above them', () => {
  assert.deepEqual(sourceNames([root('a', 'x', 'rules'), root('b', 'x', 'rules'), root('c', 'y', 'rules')]), [
    'a/x/rules',
    'b/x/rules',
    'y/rules',
  ]);
  assert.deepEqual(sourceNames([root('rules'), root('a', 'rules')]), [root('rules'), 'a/rules']);
});

test('a folder ingested twice, or the root itself, has a name all the same', () => {
  assert.deepEqual(sourceNames([root('a', 'rules'), root('a', 'rules'), root()]), ['rules', 'rules', root()]);
});
