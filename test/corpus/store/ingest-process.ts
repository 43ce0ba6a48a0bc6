import { ProblemError } from '../../../src/base/problem.js';
import { ingest } from '../../../src/corpus/index.js';
import { DOORS } from '../folder.js';

const [, , rules, store] = process.argv;
try {
  await ingest({ paths: [rules], store, doors: DOORS });
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  console.log(`${error.problem.code}: ${error.message}`);
}
