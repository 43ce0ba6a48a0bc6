import { columnOf, valueReader } from '../types/column.js';
import { valueText } from '../types/text.js';
import type { Value } from '../types/value.js';
import { plugin } from './plugin.js';

/** @see https://learn.microsoft.com/kusto/query/narrow-plugin */
export default plugin<null>('narrow', {
  summary: 'Gives a row for each cell of a table: the number of its row, the name of its column, its value as text.',
  bind(call) {
    call.expect(0, 0);
    return {
      columns: [
        { name: 'Row', type: 'long' },
        { name: 'Column', type: 'string' },
        { name: 'Value', type: 'string' },
      ],
      given: null,
    };
  },
  *run(_given, input, execution) {
    let row = 0;
    for (const batch of execution.run(input)) {
      const readers = batch.columns.map(valueReader);
      const [rows, names, values]: Value[][] = [[], [], []];
      for (let at = 0; at < batch.length; at++, row++) {
        for (const [i, { name, type }] of input.columns.entries()) {
          rows.push(BigInt(row));
          names.push(name);
          values.push(valueText(readers[i](at), type));
        }
      }
      execution.spend(rows.length);
      yield {
        length: rows.length,
        columns: [columnOf('long', rows), columnOf('string', names), columnOf('string', values)],
      };
    }
  },
});
