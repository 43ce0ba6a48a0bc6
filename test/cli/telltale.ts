import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../src/cli/index.js';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** A folder with two rules that share an indicator, and a place for a store. */
export interface Home {
  readonly folder: string;
  readonly rules: string;
  readonly store: string;
  remove(): void;
}

/** The id of the rule that looks for the process and leaves one account out. */
export const FIRST = '0b0d4b9e-6b0c-4f0e-9a63-2f1f3a5d7c01';
/** The id of the rule that looks for the process alone. */
export const SECOND = '0b0d4b9e-6b0c-4f0e-9a63-2f1f3a5d7c02';

/** Makes the folder; whoever asks removes it. */
export function makeHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-cli-'));
  const rules = mkdtempSync(join(folder, 'rules-'));
  writeFileSync(
    join(rules, 'first.yaml'),
    rule(FIRST, 'Kestrel tool started', 'Process == "kestrel.exe" and Account != "svc-build"'),
  );
  writeFileSync(join(rules, 'second.yaml'), rule(SECOND, 'Kestrel tool again', 'Process == "kestrel.exe"'));
  return {
    folder,
    rules,
    store: join(folder, 'store'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end within this process, which has the engine loaded after the first. */
export async function telltale(...args: string[]): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  const output = (name: keyof typeof printed) => ({
    write(text: string) {
      printed[name] += text;
    },
  });
  return { status: await run(args, { stdout: output('stdout'), stderr: output('stderr') }), ...printed };
}

/** Runs a command to its end as a user does, in a process of its own. */
export function telltaleProcess(...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

/** Starts a command. */
export function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { stdio: 'ignore' });
}

/** Starts a server on a free port and waits until it says where it is. */
export async function startServer(...args: string[]): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const found = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const address = /http:\/\/\S+/.exec(printed);
      if (address) resolve(address[0]);
    });
  });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`ended with ${code}: ${printed}`)));
  ended.catch(() => {});
  return { child, address: await Promise.race([found, ended]) };
}

function rule(id: string, name: string, condition: string): string {
  return `id: ${id}
name: ${name}
description: Tells of the tool.
severity: High
kind: Scheduled
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
tactics: [Execution]
relevantTechniques: [T1059]
query: |
  Events_CL
  | where ${condition}
version: 1.0.0
`;
}
