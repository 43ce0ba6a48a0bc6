import { openCatalog } from '../corpus/index.js';
import {
  answerJobs,
  evaluateRule,
  mayHoldFunctions,
  noSuchRule,
  type Posted,
  type RuleEvaluation,
} from '../evaluation/index.js';
import { loadParser } from '../kql/index.js';
import { runnableOf } from './runnable.js';

/*
 * The process that a pool starts: it opens the store it is given and runs its rules.
 */
const catalog = openCatalog(process.argv[2]);

answerJobs<Posted & { readonly slug: string }, RuleEvaluation>(async (job) => {
  const runnable = runnableOf(catalog, job.slug);
  if (runnable === undefined) return { is: 'refused', problem: noSuchRule(job.slug) };
  const parser = mayHoldFunctions(job) ? await loadParser() : undefined;
  const result = evaluateRule(runnable, job, () => performance.now(), new Date().toISOString(), parser);
  return { is: 'result', result };
});
