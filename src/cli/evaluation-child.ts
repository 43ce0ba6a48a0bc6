import { openCatalog } from '../corpus/index.js';
import {
  answerJobs,
  type CatalogLine,
  evaluateCatalog,
  evaluateRule,
  everyRule,
  mayHoldFunctions,
  noSuchRule,
  type Posted,
  type RuleEvaluation,
} from '../evaluation/index.js';
import { loadParser } from '../kql/index.js';
import { catalogRules, runnableOf } from './runnable.js';

/*
 * The process that a pool starts: it opens the store it is given and runs its rules.
 */
const catalog = openCatalog(process.argv[2]);

answerJobs<Posted & { readonly slug: string }, RuleEvaluation | readonly CatalogLine[]>(async (job) => {
  const parser = mayHoldFunctions(job) ? await loadParser() : undefined;
  const clock = () => performance.now();
  const today = new Date().toISOString();
  if (job.slug === everyRule)
    return { is: 'result', result: [...evaluateCatalog(catalogRules(catalog), job, clock, today, parser)] };
  const runnable = runnableOf(catalog, job.slug);
  if (runnable === undefined) return { is: 'refused', problem: noSuchRule(job.slug) };
  return { is: 'result', result: evaluateRule(runnable, job, clock, today, parser) };
});
