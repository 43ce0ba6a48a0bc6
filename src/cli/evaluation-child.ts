import { ProblemError } from '../base/problem.js';
import { openCatalog } from '../corpus/index.js';
import { evaluateRule, type Outcome, type Posted, type RuleEvaluation } from '../evaluation/index.js';
import { runnableOf } from './runnable.js';

/*
 * The process that a pool starts: it opens the store it is given and answers one job at a time.
 */
const catalog = await openCatalog(process.argv[2]);

process.on('message', (job: Posted & { slug: string }) => {
  process.send?.(answer(job));
});

function answer(job: Posted & { slug: string }): Outcome<RuleEvaluation> {
  try {
    const runnable = runnableOf(catalog, job.slug);
    if (runnable === undefined)
      return {
        is: 'refused',
        problem: { code: 'no-such-rule', kind: 'request', message: `There is no rule '${job.slug}'.` },
      };
    return { is: 'result', result: evaluateRule(runnable, job, () => performance.now(), new Date().toISOString()) };
  } catch (error) {
    if (error instanceof ProblemError) return { is: 'refused', problem: error.problem };
    throw error;
  }
}
