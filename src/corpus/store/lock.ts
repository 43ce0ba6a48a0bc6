import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { problems, refuse } from '../problems.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, as the system counts; tells it from a later one with the same number. */
  readonly started: string;
}

const BEAT_MS = 5_000;
const SILENCE_MS = 60_000;

/** Keeps other writers out of a store until the function it returns is called; what a dead writer left does not bind. */
export function lockStore(store: string): () => void {
  mkdirSync(store, { recursive: true });
  const path = join(store, 'lock');
  const me: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
  const text = `${JSON.stringify(me)}\n`;
  while (!createOnce(path, text)) {
    const held = readIfThere(path);
    if (held === undefined) continue;
    if (isAlive(held, path)) refuse(problems.storeLocked(store, describe(held)));
    setAside(path, held);
  }
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), BEAT_MS);
  beat.unref();
  return () => {
    clearInterval(beat);
    rmSync(path, { force: true });
  };
}

/** Creates the lock with its text in one step, so that nobody sees it empty. */
function createOnce(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/** Takes a dead writer's lock away, and gives it back if a live one has taken its place in the meantime. */
function setAside(path: string, dead: string): void {
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== dead) createOnce(path, readFileSync(aside, 'utf8'));
  rmSync(aside);
}

function isAlive(text: string, path: string): boolean {
  const holder = parse(text);
  if (holder === undefined) return false;
  if (holder.host !== hostname()) {
    const beaten = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - beaten < SILENCE_MS;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    if (codeOf(error) !== 'EPERM') throw error;
  }
  return startOf(holder.pid) === holder.started;
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function describe(text: string): string {
  const holder = parse(text);
  return holder === undefined ? 'unknown' : `process ${holder.pid} on ${holder.host}`;
}

/** The start time of a process where Linux tells it, else nothing: then the number alone must do. */
function startOf(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
