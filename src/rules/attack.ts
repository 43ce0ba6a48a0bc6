import { createRequire } from 'node:module';
import type attackFile from './attack.json';
import type { Fields } from './fields.js';
import { faults } from './problems.js';
import { nameMeant } from './spelling.js';

/** A technique or sub-technique; one that ATT&CK gave up has no tactics, and `by` may say what took its place. */
interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly string[];
  readonly by?: string;
}

/** What we know of ATT&CK's enterprise matrix; a tactic's `name` is Sentinel's spelling, its `title` ATT&CK's. */
export interface Attack {
  readonly version: string;
  readonly copyright: string;
  /** In the order of the matrix. */
  readonly tactics: readonly { readonly id: string; readonly name: string; readonly title: string }[];
  readonly techniques: readonly Technique[];
  /** Techniques that ATT&CK gave up, and what took their place. */
  readonly retired: readonly { readonly id: string; readonly name: string; readonly by?: string }[];
}

// `import ... with` is not in the first releases of Node 20; the types alone make the compiler put the file beside us.
export const attack: Attack = createRequire(import.meta.url)('./attack.json') as typeof attackFile;

/** The 14 tactics of the enterprise matrix, in its order. */
export const { tactics } = attack;

// What Sentinel takes beside the enterprise tactics: two for industrial control systems, and PRE-ATT&CK.
const OTHER_TACTICS = ['ImpairProcessControl', 'InhibitResponseFunction', 'PreAttack'];
const TACTICS = [...tactics.map((tactic) => tactic.name), ...OTHER_TACTICS];
const TECHNIQUES = new Map<string, Technique>([
  ...attack.retired.map((technique): [string, Technique] => [technique.id, { ...technique, tactics: [] }]),
  ...attack.techniques.map((technique): [string, Technique] => [technique.id, technique]),
]);

/** Finds a technique by its id, a retired one too. */
export function techniqueById(id: string): Technique | undefined {
  return TECHNIQUES.get(id);
}

/** Reads a list of tactics in whatever spelling, and reports what had to be guessed or left out. */
export function readTactics(fields: Fields, field: string): { tactics: string[]; declared: string[] } {
  const found = new Set<string>();
  const declared: string[] = [];
  for (const item of fields.scalars(field)) {
    const words = item.text.trim();
    declared.push(words);
    const parts = words.split(/\s*,\s*/).map((word) => tacticMeant(word));
    if (parts.length > 1 && parts.every((part) => part !== null)) {
      fields.reading.report(item.at, faults.spelling(field, words, parts.join(', ')));
      for (const part of parts) found.add(part);
      continue;
    }
    const meant = tacticMeant(words);
    if (meant === null) fields.reading.report(item.at, faults.tacticUnknown(words));
    else {
      if (meant !== words) fields.reading.report(item.at, faults.spelling(field, words, meant));
      found.add(meant);
    }
  }
  return { tactics: [...found], declared };
}

function tacticMeant(words: string): string | null {
  const byId = tactics.find((tactic) => tactic.id === words.toUpperCase());
  return byId === undefined ? nameMeant(words, TACTICS) : byId.name;
}

/** Reads a list of techniques, and reports what had to be guessed or left out. */
export function readTechniques(fields: Fields, field: string): { techniques: string[]; declared: string[] } {
  const found = new Set<string>();
  const declared: string[] = [];
  for (const item of fields.scalars(field)) {
    const words = item.text.trim();
    declared.push(words);
    const ids = (words.match(/\bT\d{4}(\.\d{3})?(?![\d.]*\d)/gi) ?? []).map((id) => id.toUpperCase());
    if (ids.length === 0) fields.reading.report(item.at, faults.techniqueMalformed(words));
    else if (ids.join() !== words) fields.reading.report(item.at, faults.spelling(field, words, ids.join(', ')));
    for (const id of ids) {
      // Ids that begin with T0 belong to the matrix for industrial control systems, which we have no list of.
      if (!TECHNIQUES.has(id) && !id.startsWith('T0')) fields.reading.report(item.at, faults.techniqueUnknown(id));
      found.add(id);
    }
  }
  return { techniques: [...found], declared };
}
