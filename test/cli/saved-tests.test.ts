import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { FIRST, type Home, makeHome, telltale } from './telltale.js';

let home: Home;
const file = (name: string) => join(home.rules, name);
const record = (process: string) => `${JSON.stringify({ Process: process, Account: 'a' })}\n`;

before(() => {
  home = makeHome();
  writeFileSync(file('first.match.ndjson'), record('kestrel.exe'));
  writeFileSync(file('first.near-miss.ndjson'), record('kestrel.dll'));
});

after(() => home.remove());

describe('saved tests', () => {
  it('pass where the records fire the rule as their name says', () => {
    const { status, stdout } = telltale('test', home.rules);
    assert.equal(stdout, '2 of 2 saved tests passed\n');
    assert.equal(status, 0);
  });

  it('are asked of every rule where they are required', () => {
    const { status, stdout } = telltale('test', home.rules, '--require');
    assert.match(stdout, /second\.match\.ndjson: .*no saved test/);
    assert.match(stdout, /second\.near-miss\.ndjson: .*no saved test/);
    assert.match(stdout, /2 of 4 saved tests passed/);
    assert.equal(status, 1);
  });

  it('fail with the condition that decided, in the report too', () => {
    writeFileSync(file('second.match.ndjson'), record('kestrel.dll'));
    const junit = join(home.folder, 'junit.xml');
    const { status, stdout } = telltale('test', home.rules, '--junit', junit);
    assert.match(stdout, /second\.match\.ndjson: no alert: .*Process == "kestrel\.exe".*kestrel\.dll/);
    assert.equal(status, 1);
    assert.match(readFileSync(junit, 'utf8'), /<testsuites tests="3" failures="1">[\s\S]*<failure message="no alert/);
  });

  it('are refused where there are none', () => {
    const { status, stderr } = telltale('test', home.store);
    assert.equal(status, 2);
    assert.match(stderr, /store/);
  });
});

describe('made-up records', () => {
  it('fire the rule, and near misses do not', () => {
    assert.equal(telltale('ingest', home.rules, '--store', home.store).status, 0);
    const { status, stdout } = telltale('synthesize', FIRST, '--store', home.store, '--json');
    assert.equal(status, 0);
    assert.match(stdout, /kestrel\.exe/);
  });
});

describe('the difference of two folders', () => {
  it('is told by meaning: what is looked for and no longer', () => {
    const other = makeHome();
    writeFileSync(
      join(other.rules, 'first.yaml'),
      readFileSync(join(other.rules, 'first.yaml'), 'utf8').replace('kestrel.exe', 'merlin.exe'),
    );
    const { stdout } = telltale('diff', home.rules, other.rules);
    other.remove();
    assert.match(stdout, /Kestrel tool started/);
    assert.match(stdout, /merlin\.exe/);
    assert.doesNotMatch(stdout, /Kestrel tool again/);
  });
});
