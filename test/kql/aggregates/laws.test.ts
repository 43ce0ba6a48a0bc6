import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ProblemError } from '../../../src/base/problem.js';
import type { AggregateForm } from '../../../src/kql/plan/definitions.js';
import type { Value } from '../../../src/kql/types/value.js';
import { calls } from './calls.js';
import { someValue } from './values.js';

type Rows = readonly (readonly Value[])[];

/** What adding rows one by one gives; null where it is refused. */
function finished(form: AggregateForm<unknown>, state: unknown): unknown {
  try {
    return form.finish(state as never);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

function added(form: AggregateForm<unknown>, rows: Rows, nulls: boolean): unknown {
  let state = form.start();
  for (const row of rows) if (nulls || !row.includes(null)) state = form.add(state, ...row);
  return state;
}

for (const { title, overload, types, given, values } of calls()) {
  test(`${title} of all rows is what merging the states of parts gives`, () => {
    const row = fc.tuple(
      ...types.map((type, i) =>
        given.constants[i] !== undefined
          ? fc.constant(given.constants[i] as Value)
          : values !== undefined
            ? fc.constantFrom(...values)
            : someValue(type),
      ),
    );
    const form = overload.prepare(given) as unknown as AggregateForm<unknown>;
    const nulls = overload.nulls === 'given';
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.nat(12), fc.nat(12), (rows, one, other) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        const parts = [rows.slice(0, first), rows.slice(first, second), rows.slice(second)].map((part) =>
          added(form, part, nulls),
        );
        const merged = form.merge(form.merge(parts[0], parts[1]), parts[2]);
        assert.deepEqual(finished(form, merged), finished(form, added(form, rows, nulls)));
      }),
      { numRuns: 40 },
    );
  });
}
