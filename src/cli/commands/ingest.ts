import { type Command, jsonOption, printJson, storeOf, storeOption } from '../command.js';
import { ingestInto, summaryLine } from '../ingest-into.js';
import { problems, refuse } from '../problems.js';

/** Reads rules into the store. */
export const ingestCommand: Command = {
  usage: 'PATH... [--store DIR] [--json] [--strict]',
  summary:
    'Reads the rule, function and schema files under the paths into the store; --strict: problems give exit code 1.',
  options: { ...storeOption, ...jsonOption, strict: { type: 'boolean', default: false } },
  async run(request, streams) {
    const { operands, options } = request;
    if (operands.length === 0) return refuse(problems.missing('PATH'));
    const summary = await ingestInto(storeOf(request), operands, streams.stderr);
    if (options.json) printJson(summary, streams);
    else {
      for (const { path, line, column, code, message } of summary.problems) {
        const place = [path, line, column].filter((part) => part !== undefined).join(':');
        streams.stdout.write(`${place === '' ? '' : `${place} `}${code}: ${message}\n`);
      }
      streams.stdout.write(`${summaryLine(summary)}\n`);
    }
    return options.strict && summary.problems.length > 0 ? 1 : 0;
  },
};
