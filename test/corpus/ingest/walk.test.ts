import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { ProblemError } from '../../../src/base/problem.js';
import { walk } from '../../../src/corpus/ingest/walk.js';
import { MAX_RULE_FILE_BYTES } from '../../../src/rules/index.js';
import { Folder } from '../folder.js';

const found = (folder: Folder, ...paths: string[]) => walk(paths.length > 0 ? paths : [folder.rules], folder.store);
const codes = (folder: Folder) => found(folder).problems.map((problem) => `${problem.path} ${problem.code}`);

test('files come ordered by path whatever the disk says, and only those that may hold a rule', (t) => {
  const folder = new Folder(t);
  for (const path of ['b.yaml', 'a/z.yml', 'a/B.json', 'a.yaml', 'readme.md', '.hidden/x.yaml'])
    folder.write(path, 'x');
  assert.deepEqual(
    found(folder).files.map((file) => file.path),
    ['.hidden/x.yaml', 'a.yaml', 'a/B.json', 'a/z.yml', 'b.yaml'],
  );
});

test('stores, packages and the insides of git are no rules', (t) => {
  const folder = new Folder(t);
  for (const path of ['.git/a.yaml', 'node_modules/a.yaml', '.telltale/index.json', 'mine/index.json'])
    folder.write(path, 'x');
  assert.deepEqual(walk([folder.rules], join(folder.rules, 'mine')).files, []);
});

test('links that leave the folder are refused, to files and to folders', (t) => {
  const folder = new Folder(t);
  const secret = join(folder.home, 'secret');
  mkdirSync(secret);
  writeFileSync(join(secret, 'a.yaml'), 'x');
  symlinkSync(join(secret, 'a.yaml'), join(folder.rules, 'file.yaml'));
  symlinkSync(secret, join(folder.rules, 'folder'));
  symlinkSync('/etc/hostname', join(folder.rules, 'notes.md'));
  assert.deepEqual(codes(folder), ['file.yaml link-leaves-folder', 'folder link-leaves-folder']);
  assert.deepEqual(found(folder).files, []);
});

test('a link that stays inside is not followed: its target is read once, and a circle ends', (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', 'x');
  symlinkSync('a.yaml', join(folder.rules, 'b.yaml'));
  symlinkSync('.', join(folder.rules, 'circle'));
  assert.deepEqual(
    found(folder).files.map((file) => file.path),
    ['a.yaml'],
  );
  assert.deepEqual(codes(folder), []);
});

test('a link that leads nowhere is told', (t) => {
  const folder = new Folder(t);
  symlinkSync('gone', join(folder.rules, 'a.yaml'));
  assert.deepEqual(codes(folder), ['a.yaml link-broken']);
});

test('the ingested folder itself may be a link', (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', 'x');
  const link = join(folder.home, 'link');
  symlinkSync(folder.rules, link);
  assert.deepEqual(
    found(folder, link).files.map((file) => file.path),
    ['a.yaml'],
  );
});

test('files over the cap and what is no file are refused unread', async (t) => {
  const folder = new Folder(t);
  folder.write('fits.yaml', new Uint8Array(MAX_RULE_FILE_BYTES));
  folder.write('large.yaml', new Uint8Array(MAX_RULE_FILE_BYTES + 1));
  const server = createServer().listen(join(folder.rules, 'socket.yaml'));
  await once(server, 'listening');
  t.after(() => server.close());
  assert.deepEqual(codes(folder), ['large.yaml file-too-large', 'socket.yaml not-a-file']);
  assert.deepEqual(
    found(folder).files.map((file) => file.path),
    ['fits.yaml'],
  );
});

test('a single file is named by itself, and paths that overlap give each file once', (t) => {
  const folder = new Folder(t);
  const file = folder.write('in/a.yaml', 'x');
  folder.write('b.yaml', 'x');
  assert.deepEqual(
    found(folder, file).files.map((each) => each.path),
    ['a.yaml'],
  );
  assert.deepEqual(
    found(folder, file, folder.rules, join(folder.rules, 'in')).files.map(({ root, path }) => `${root} ${path}`),
    ['0 a.yaml', '1 b.yaml'],
  );
});

test('a path that is not there is refused by name', (t) => {
  const folder = new Folder(t);
  assert.throws(
    () => found(folder, join(folder.home, 'gone')),
    (error) => error instanceof ProblemError && error.problem.code === 'no-such-path' && /gone/.test(error.message),
  );
});
