import { type Command, jsonOption, printJson, storeOf, storeOption } from '../command.js';
import { ingestInto, summaryLine } from '../ingest-into.js';
import { problems, refuse } from '../problems.js';

/** Reads rules into the store. */
export const ingestCommand: Command = {
  usage: 'PATH... [--store DIR] [--json] [--strict]',
  summary:
    'Reads the rule, function and schema files under the paths into the store and runs the tests saved beside them; --strict: problems and failed tests give exit code 1.',
  options: { ...storeOption, ...jsonOption, strict: { type: 'boolean', default: false } },
  async run(request, streams) {
    const { operands, options } = request;
    if (operands.length === 0) return refuse(problems.missing('PATH'));
    const { summary, savedTests } = await ingestInto(storeOf(request), operands, streams.stderr);
    const tests = Object.entries(savedTests).flatMap(([rule, results]) => results.map((each) => ({ rule, ...each })));
    const failed = tests.filter(({ failure }) => failure !== undefined);
    if (options.json) printJson(summary, streams);
    else {
      for (const { path, line, column, code, message } of summary.problems) {
        const place = [path, line, column].filter((part) => part !== undefined).join(':');
        streams.stdout.write(`${place === '' ? '' : `${place} `}${code}: ${message}\n`);
      }
      for (const { rule, title, failure } of failed)
        streams.stdout.write(`${rule} saved test failed: ${title}: ${failure}\n`);
      streams.stdout.write(`${summaryLine(summary)}\n`);
      if (tests.length > 0)
        streams.stdout.write(`${tests.length - failed.length} of ${tests.length} saved tests passed\n`);
    }
    return options.strict && summary.problems.length + failed.length > 0 ? 1 : 0;
  },
};
