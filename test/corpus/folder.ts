import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { type IngestOptions, type IngestSummary, ingest } from '../../src/corpus/index.js';

/** What parses and analyses in these tests. */
export const PLAIN = new URL('./plain-analysis.js', import.meta.url).href;
export const DOORS = { parse: PLAIN, analyse: PLAIN };

/** A folder of rules and a store, both gone after the test. */
export class Folder {
  readonly home = mkdtempSync(join(tmpdir(), 'telltale-test-'));
  readonly rules = join(this.home, 'rules');
  readonly store = join(this.home, 'store');

  constructor(t: Pick<TestContext, 'after'>) {
    mkdirSync(this.rules);
    t.after(() => rmSync(this.home, { recursive: true, force: true }));
  }

  write(path: string, text: string | Uint8Array): string {
    const absolute = join(this.rules, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
    return absolute;
  }

  remove(path: string): void {
    rmSync(join(this.rules, path));
  }

  ingest(options: Partial<IngestOptions> = {}): Promise<IngestSummary> {
    return ingest({ paths: [this.rules], store: this.store, doors: DOORS, ...options });
  }
}

/** A rule file as Sentinel has it. */
export function ruleText(id: string, query: string, more: Record<string, string> = {}): string {
  const fields = {
    id,
    name: `Rule ${id}`,
    description: `Looks for something. It is number ${id}.`,
    severity: 'High',
    status: 'Available',
    queryFrequency: '1h',
    queryPeriod: '1h',
    triggerOperator: 'gt',
    triggerThreshold: '0',
    tactics: '[Exfiltration]',
    relevantTechniques: '[T1020]',
    version: '1.0.0',
    kind: 'Scheduled',
    ...more,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\n')}\nquery: |\n${query.replace(/^/gm, '  ')}\n`;
}

/** A GUID with a number. */
export function guid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A function file. */
export function functionText(name: string, body: string): string {
  return `FunctionName: ${name}\nDescription: Shared.\nFunctionQuery: |\n${body.replace(/^/gm, '  ')}\n`;
}

/** A schema file. */
export function schemaText(name: string, ...columns: string[]): string {
  return JSON.stringify({ Name: name, Properties: columns.map((column) => ({ Name: column, Type: 'String' })) });
}
