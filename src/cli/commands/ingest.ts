import { ingest, type Progress } from '../../corpus/index.js';
import { wordIndex } from '../../search/index.js';
import { type Command, options, print, storeOption, UsageError } from '../command.js';

export const ingestCommand: Command = {
  name: 'ingest',
  usage: 'ingest PATH... [--store DIR] [--json] [--strict]',
  async run(args) {
    const { values, positionals } = options(args, { ...storeOption, json: { type: 'boolean' }, strict: { type: 'boolean' } });
    if (positionals.length === 0) throw new UsageError('ingest needs a path to read rules from');
    const summary = await ingest({ paths: positionals, store: values.store, parts: [wordIndex], onProgress: progressLine() });
    if (values.json) {
      print(JSON.stringify(summary));
    } else {
      for (const { path, line, message } of summary.problems) print(`${path ?? ''}${line === undefined ? '' : `:${line}`} ${message}`);
      print(`${summary.files} files: ${summary.rules} rules, ${summary.functions} functions, ${summary.schemas} schemas, ${summary.problems.length} problems; ${summary.indicators} indicators; ${Math.round(summary.elapsedMs)} ms`);
    }
    return values.strict && summary.problems.length > 0 ? 1 : 0;
  },
};

/** Shows how far an ingest is, on a terminal only. */
export function progressLine(): (progress: Progress) => void {
  if (!process.stderr.isTTY) return () => {};
  return (progress) => {
    process.stderr.write(`\r\u001b[K${Object.values(progress).join(' ')}`);
  };
}
