import { raise, unsupported } from '../problems.js';
import { hllKeys, isHash } from '../scalar-functions/aggregate-states/hll-state.js';
import { columnBuilder, type DynamicColumn } from '../types/column.js';
import { plugin } from './plugin.js';

/** @see https://learn.microsoft.com/kusto/query/dcount-intersect-plugin */
export default plugin<readonly string[]>('dcount_intersect', {
  summary: 'Counts the values that the first 1, 2, 3 ... of several hll states have in common; exactly.',
  gap: 'states that are null or that the real engine made',
  bind(call) {
    call.expect(2, 16);
    const states = call.positional.map((each) => call.column(each, 'dynamic').name);
    const counts = states.map((_, at) => ({ name: `s${at}`, type: 'long' as const }));
    return { columns: [...call.input.plan.columns, ...counts], given: states };
  },
  *run(names, input, execution) {
    const places = names.map((name) => input.columns.findIndex((column) => column.name === name));
    for (const batch of execution.run(input)) {
      const states = places.map((at) => (batch.columns[at] as DynamicColumn).values);
      const counts = names.map(() => columnBuilder('long', batch.length));
      for (let row = 0; row < batch.length; row++) {
        let common = new Set<string>();
        for (const [at, values] of states.entries()) {
          const keys = hllKeys(values[row], 'dcount_intersect');
          if ([...keys].some(isHash))
            raise(unsupported('dcount_intersect', undefined, 'a state that the real engine made'));
          common = new Set([...keys].filter((key) => at === 0 || common.has(key)));
          counts[at].set(row, BigInt(common.size));
        }
      }
      yield { length: batch.length, columns: [...batch.columns, ...counts.map((count) => count.build())] };
    }
  },
});
