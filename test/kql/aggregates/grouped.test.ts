import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AggregateForm } from '../../../src/kql/plan/definitions.js';
import { eachGroupAlone } from '../../../src/kql/tabular-operators/run-summarize.js';
import { columnOf, isNullAt, valueReader } from '../../../src/kql/types/column.js';
import type { ScalarType } from '../../../src/kql/types/scalar-type.js';
import type { Value } from '../../../src/kql/types/value.js';
import { calls } from './calls.js';
import { someValue, wildReal } from './values.js';

/** Rows of a batch, each with its group or -1. */
interface Part {
  readonly ids: readonly number[];
  readonly rows: readonly (readonly Value[])[];
}

const groups = 20;

for (const { title, overload, several, types, given } of calls()) {
  if (overload.grouped?.(given) == null) continue;
  test(`${title} of all groups together is what each group alone gives`, () => {
    const row = fc.tuple(
      fc.integer({ min: -1, max: groups - 2 }),
      ...types.map((type, i) =>
        given.constants[i] !== undefined
          ? fc.constant(given.constants[i] as Value)
          : type === 'real'
            ? fc.oneof(someValue(type), wildReal)
            : someValue(type),
      ),
    );
    const batches = fc.array(fc.array(row, { maxLength: 8 }), { maxLength: 4 });
    fc.assert(
      fc.property(batches, (found) => {
        const parts = found.map(
          (each): Part => ({ ids: each.map(([id]) => id), rows: each.map(([, ...values]) => values) }),
        );
        const together = overload.grouped?.(given);
        assert.ok(together);
        const result = typeof overload.result === 'function' ? overload.result(types) : (overload.result as ScalarType);
        const alone = eachGroupAlone(
          overload.prepare(given) as unknown as AggregateForm<unknown>,
          several ? types.map((type) => ({ name: '', type })) : [{ name: '', type: result }],
          several,
        );
        for (const { ids, rows } of parts) {
          const columns = types.map((type, i) =>
            columnOf(
              type,
              rows.map((each) => each[i]),
            ),
          );
          const counted = Int32Array.from(ids, (id, at) =>
            overload.nulls !== 'given' && columns.some((column) => isNullAt(column, at)) ? -1 : id,
          );
          together.add(columns, counted, rows.length, groups - 1);
          alone.add(columns, counted, rows.length, groups - 1);
        }
        const [got, expected] = [together, alone].map((form) =>
          form.finish(groups).map((column) => Array.from({ length: groups }, (_, i) => valueReader(column)(i))),
        );
        assert.deepEqual(got, expected);
      }),
      { numRuns: 60 },
    );
  });
}
