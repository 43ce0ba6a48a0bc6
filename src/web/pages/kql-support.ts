import { createRequire } from 'node:module';
import { type SupportEntry, type SupportStatus, support } from '../../kql/index.js';
import type goldenFile from './golden-counts.json';

interface Row {
  /** Its anchor: the name alone for the first of the name, which hints link to. */
  readonly id: string;
  readonly name: string;
  readonly section: SupportEntry['section'];
  readonly status: SupportStatus;
  /** How the status is drawn. */
  readonly shape: string;
  readonly goldens: number;
  readonly gap?: string;
  readonly alternative?: string;
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly full: number;
  readonly partial: number;
  readonly service: number;
  readonly none: number;
  readonly all: number;
  readonly rows: readonly Row[];
}

/** What of KQL the engine does: every name of the language with its status. */
export interface KqlSupportPage {
  readonly names: number;
  readonly full: number;
  readonly parts: readonly Part[];
  /** Names that editors leave out. */
  readonly hidden: Part;
}

// `import ... with` is not in the first releases of Node 20; the types alone make the compiler put the file beside us.
const goldens = createRequire(import.meta.url)('./golden-counts.json') as typeof goldenFile;

const shapes: Readonly<Record<SupportStatus, string>> = { full: 'pol', partial: 'tag', service: 'mut', none: 'pol x' };

/** Ids of the layout and of this page, which no entry may take. */
const reserved = ['top', 'main', 'find', 'th', 'said', 'counts', 'hidden'];

/** Builds the support matrix; it is the same as long as the server runs. */
export function kqlSupportPage(): KqlSupportPage {
  const taken = new Set(reserved);
  const rows = support().map((entry) => ({ hidden: entry.hidden, row: rowOf(entry, taken) }));
  const shown = rows.flatMap(({ hidden, row }) => (hidden ? [] : [row]));
  const parts = [...new Set(shown.map(({ section }) => section))].map((section) =>
    partOf(
      `${section.replace(' ', '-')}s`,
      `${section[0].toUpperCase()}${section.slice(1)}s`,
      shown.filter((row) => row.section === section),
    ),
  );
  return {
    names: shown.length,
    full: shown.filter(({ status }) => status === 'full').length,
    parts,
    hidden: partOf(
      'hidden',
      'Hidden and obsolete names',
      rows.flatMap(({ hidden, row }) => (hidden ? [row] : [])),
    ),
  };
}

function rowOf({ name, section, status, gap, alternative }: SupportEntry, taken: Set<string>): Row {
  const counts: Readonly<Record<string, number>> = section === 'tabular operator' ? goldens.operators : goldens.calls;
  const id = taken.has(name) ? `${name}-${section.replace(' ', '-')}` : name;
  taken.add(id);
  return {
    id,
    name,
    section,
    status,
    shape: shapes[status],
    goldens: counts[name] ?? 0,
    ...(gap !== undefined && { gap }),
    ...(alternative !== undefined && { alternative }),
  };
}

function partOf(id: string, title: string, rows: readonly Row[]): Part {
  const of = (wanted: SupportStatus) => rows.filter(({ status }) => status === wanted).length;
  return {
    id,
    title,
    full: of('full'),
    partial: of('partial'),
    service: of('service'),
    none: of('none'),
    all: rows.length,
    rows,
  };
}
