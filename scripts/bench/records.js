import { medians } from './measure.js';
import { securityEvents } from './security-events.js';

/** @param {string} path of a file of the build, which is not there when this file's types are checked */
const built = (path) => import(`../../dist/${path}`);

const rule = `id: 5c1b7e0a-0f0e-4c53-9a53-000000000001
name: Three columns
kind: Scheduled
severity: Low
queryFrequency: 1d
queryPeriod: 14d
triggerOperator: gt
triggerThreshold: 0
query: |
  SecurityEvent
  | where EventID == 4688
  | where Computer has "dc07" and NewProcessName endswith "\\\\powershell.exe"
`;

/**
 * A filter on three columns over JSON lines, beside JSON.parse of the same body as one array.
 * @param {number} runs
 */
export async function records(runs) {
  const { readRuleFile } = await built('rules/index.js');
  const { analyse, warmUp } = await built('analysis/index.js');
  const { evaluateRule } = await built('evaluation/index.js');
  await warmUp();
  const [read] = readRuleFile('bench.yaml', Buffer.from(rule)).rules;
  const { syntax, stages, tables } = analyse(read, { functions: [], schemas: [] });
  const runnable = { rule: read, syntax, stages, tables, function: () => undefined, schema: () => undefined };

  const body = Buffer.from(securityEvents(100_000).join('\n'));
  const array = Buffer.from(`[${body.toString().replaceAll('\n', ',')}]`);
  const evaluate = () => evaluateRule(runnable, { body, format: 'ndjson' }, () => performance.now(), '2026-01-01');
  const { trigger, rows, columns } = evaluate();
  const keyword = columns.findIndex((/** @type {{ name: string }} */ { name }) => name === 'KeywordMask');
  if (
    trigger.count === 0 ||
    (rows[0][keyword] !== '-9214364837600034816' && rows[0][keyword] !== -9214364837600034816n)
  )
    console.log(`bench: expected rows with every digit, got ${trigger.count} rows, ${rows[0]?.[keyword]}`);
  const [ours, fixed] = await medians(runs, [evaluate, () => JSON.parse(array.toString())]);
  const name = `filter 100,000 records, ${(body.length / 2 ** 20).toFixed(0)} MiB`;
  return [{ name, ours, fixed, against: 'JSON.parse', limit: 0.6 }];
}
