import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Problem, ProblemError } from '../../base/problem.js';
import { lockStore } from '../store/lock.js';
import { cleanStore, type OpenStore, openStore } from '../store/store.js';
import type { GenerationOptions } from './generation.js';
import type { StorePart } from './parts.js';
import { type Comparison, compare, readContent } from './read.js';
import { type Renewal, renew } from './renew.js';
import { Threads } from './threads.js';
import { toolHash } from './tool.js';
import { walk } from './walk.js';

/** How far an ingest is. */
export interface Progress {
  readonly phase: 'reading' | 'analysing' | 'writing';
  readonly done: number;
  readonly total: number;
}

/** The addresses of the modules that do the work. */
interface Doors {
  readonly parse: string;
  readonly analyse: string;
}

/** What to ingest and where to. */
export interface IngestOptions {
  readonly paths: readonly string[];
  readonly store: string;
  readonly parts?: readonly StorePart[];
  /** The modules that parse (`ParsingDoor`) and analyse (`AnalysisDoor`); the analysis room's, unless told. */
  readonly doors?: Doors;
  readonly onProgress?: (progress: Progress) => void;
}

/** What an ingest found, as `ingest --json` prints it. */
export interface IngestSummary {
  readonly files: number;
  readonly rules: number;
  readonly functions: number;
  readonly schemas: number;
  readonly problems: readonly Problem[];
  readonly evaluable: number;
  readonly partly: number;
  readonly indicators: number;
  /** How many rules were analysed, the others being as they were. */
  readonly analysed: number;
  readonly elapsedMs: number;
}

const DOORS: Doors = {
  parse: new URL('../../analysis/parsing.js', import.meta.url).href,
  analyse: new URL('../../analysis/index.js', import.meta.url).href,
};
/** Parsing takes about as long as everything else together, on a machine of two cores. */
const PARSERS = Math.max(1, Math.min(4, availableParallelism() - 1));
/** With fewer files than this to read, a second parser costs more than it saves. */
const FILES_FOR_PARSERS = 100;

interface UpdateOptions extends GenerationOptions {
  readonly doors: Doors;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Reads every rule, function and schema under the paths into the store, which holds them and nothing else afterwards.
 * What has not changed keeps its analysis; killed at any moment, the store is the old or the new one.
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const start = performance.now();
  const folder = resolve(options.store);
  const unlock = lockStore(folder);
  let former: OpenStore | null = null;
  try {
    const tool = toolHash();
    const opened = openIfAny(folder);
    former = opened.store;
    cleanStore(folder);
    const walked = walk(options.paths, folder);
    const usable = former?.state.tool === tool ? former : null;
    const comparison = compare(walked, usable);
    const { parts = [], doors = DOORS, onProgress = () => {} } = options;
    const current = usable !== null && !comparison.changed && parts.every(({ name }) => name in usable.state.parts);
    const renewal = current
      ? { state: usable.state, analysed: 0 }
      : await update(comparison, usable, {
          store: folder,
          tool,
          roots: walked.roots,
          parts,
          before: former,
          doors,
          onProgress,
        });
    return summary(renewal, opened.problems, performance.now() - start);
  } finally {
    former?.pack.close();
    unlock();
  }
}

/** The store as it was; one that cannot be read is told of and made anew. */
function openIfAny(folder: string): { readonly store: OpenStore | null; readonly problems: readonly Problem[] } {
  try {
    return { store: openStore(folder), problems: [] };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const told = error.problem.code === 'store-damaged' ? [error.problem] : [];
    return { store: null, problems: told };
  }
}

async function update(comparison: Comparison, former: OpenStore | null, options: UpdateOptions): Promise<Renewal> {
  const { doors, onProgress } = options;
  const fresh = comparison.files.filter((file) => file.kept === null).length;
  // The parsers load while the files are read; the analysts have time to do so when the first queries are parsed.
  const parserCount = fresh < FILES_FOR_PARSERS ? 1 : PARSERS;
  const threads = [new Threads({ does: 'parse', module: doors.parse, threads: parserCount })];
  try {
    const total = comparison.files.length;
    const content = await readContent(comparison, former, (done) => onProgress({ phase: 'reading', done, total }));
    threads.push(new Threads({ does: 'analyse', module: doors.analyse, threads: 1 }));
    const [parsers, analysts] = threads;
    return await renew(content, former, { parsers, analysts }, options, (done, of) => {
      onProgress({ phase: done < of ? 'analysing' : 'writing', done, total: of });
    });
  } finally {
    await Promise.all(threads.map((each) => each.close()));
  }
}

function summary({ state, analysed }: Renewal, told: readonly Problem[], elapsedMs: number): IngestSummary {
  const { files, rules, functions, schemas, evaluable, partly, indicators } = state.stats;
  const problems = [...told, ...state.walkProblems, ...state.files.flatMap((file) => file.problems)];
  return {
    files,
    rules,
    functions,
    schemas,
    problems,
    evaluable,
    partly,
    indicators,
    analysed,
    elapsedMs: Math.round(elapsedMs),
  };
}
