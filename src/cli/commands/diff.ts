import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { analyse, warmUp } from '../../analysis/index.js';
import { changedLines, changesBetween, type RuleChange, type RuleVersion } from '../../corpus/index.js';
import { type Rule, readRuleFile } from '../../rules/index.js';
import { type Command, jsonOption, printJson } from '../command.js';
import { readInput } from '../input.js';
import { problems, refuse } from '../problems.js';

/** Says what changed between two folders of rules. */
export const diff: Command = {
  usage: 'A B [--json]',
  summary:
    'Says which rules were added, removed or changed from folder A to folder B, and what they look for now and no longer.',
  options: jsonOption,
  async run(request, streams) {
    const [before, after, extra] = request.operands;
    if (before === undefined || after === undefined) return refuse(problems.missing('A folder of rules (A B)'));
    if (extra !== undefined) return refuse(problems.oneOnly('pair of folders', extra));
    const [old, current] = [rulesUnder(before), rulesUnder(after)];
    await warmUp();
    for (const change of changesBetween(old, current)) {
      if (request.options.json) printJson(change, streams);
      else streams.stdout.write(inWords(change));
    }
    return 0;
  },
};

function rulesUnder(folder: string): RuleVersion[] {
  return filesIn(folder).flatMap((path) =>
    readRuleFile(path, readInput(join(folder, path))).rules.map((rule) => ({ rule, meaning: () => meaningOf(rule) })),
  );
}

function meaningOf(rule: Rule): ReturnType<RuleVersion['meaning']> {
  const { indicators, exclusions, outputs } = analyse(rule, { functions: [], schemas: [] });
  return {
    uses: [
      ...indicators.map((each) => ({ ...each, polarity: 'match' as const })),
      ...exclusions.map((each) => ({ ...each, polarity: 'exclude' as const })),
    ],
    outputs: outputs.map(({ name }) => name),
  };
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ya?ml|json)$/i.test(path))
      .sort();
  } catch (error) {
    return refuse(problems.unreadable(folder, (error as NodeJS.ErrnoException).code ?? 'unknown'));
  }
}

function inWords({ change, name, path, fields = [], indicators, outputs }: RuleChange): string {
  const lines = [`${change}: ${name} (${path})`];
  for (const { field, before, after } of fields)
    if (field !== 'query') lines.push(`  ${field}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`);
  lines.push(...signed('indicators', indicators), ...signed('outputs', outputs));
  const query = fields.find(({ field }) => field === 'query');
  for (const stretch of query === undefined ? [] : changedLines(String(query.before), String(query.after)))
    lines.push(
      `  query, from line ${stretch.before}, now ${stretch.now}`,
      ...stretch.lines.map((line) => `    ${line}`),
    );
  return `${lines.join('\n')}\n`;
}

function signed(title: string, difference: RuleChange['outputs']): string[] {
  const lines = [
    ...(difference?.removed ?? []).map((each) => `    - ${each}`),
    ...(difference?.added ?? []).map((each) => `    + ${each}`),
  ];
  return lines.length === 0 ? [] : [`  ${title}`, ...lines];
}
