import type { PlanRunner } from '../plan/registry.js';
import { splitBatch } from '../types/table.js';

/** The records given for each address in turn, in the types that the query declares. */
export const runExternaldata: PlanRunner<'externaldata'> = function* (plan, execution) {
  for (const address of plan.addresses) {
    const table = execution.external(address, plan.columns);
    const places = plan.columns.map(({ name }) => table.columns.findIndex((column) => column.name === name));
    for (const batch of table.batches)
      yield* splitBatch({ length: batch.length, columns: places.map((at) => batch.columns[at]) }, execution.batchSize);
  }
};
