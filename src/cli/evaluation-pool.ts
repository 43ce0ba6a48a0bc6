import { availableParallelism, totalmem } from 'node:os';
import { ChildPool, type RuleEvaluation } from '../evaluation/index.js';

const mebibyte = 1024 * 1024;
const childMebibytes = 1024;

/** As many children at once as leave a core, and half of the memory, to everything else. */
export function evaluationPool<Result = RuleEvaluation>(store: string): ChildPool<Result> {
  const cores = availableParallelism() - 1;
  const memories = Math.floor(totalmem() / mebibyte / childMebibytes / 2);
  return new ChildPool({
    child: new URL('./evaluation-child.js', import.meta.url),
    args: [store],
    size: Math.max(1, Math.min(cores, memories)),
    queue: 32,
    bytes: 256 * mebibyte,
    patience: 5000,
    seconds: 30,
    mebibytes: childMebibytes,
  });
}
