import { type IngestSummary, ingest } from '../corpus/index.js';
import { wordIndex } from '../search/index.js';
import { progressLine } from './progress.js';

/** Ingests paths into a store with everything that the pages and commands need. */
export async function ingestInto(
  store: string,
  paths: readonly string[],
  terminal: NodeJS.WriteStream,
): Promise<IngestSummary> {
  const progress = progressLine(terminal);
  try {
    return await ingest({ paths, store, parts: [wordIndex], onProgress: progress.show });
  } finally {
    progress.clear();
  }
}

/** What an ingest found, in one line. */
export function summaryLine(summary: IngestSummary): string {
  const { files, rules, functions, schemas, problems, evaluable, partly, indicators, elapsedMs } = summary;
  return (
    `${files} files: ${rules} rules (${evaluable} fully and ${partly} partly evaluable), ${functions} functions, ` +
    `${schemas} schemas, ${problems.length} problems; ${indicators} indicators; ${(elapsedMs / 1000).toFixed(1)} s`
  );
}
