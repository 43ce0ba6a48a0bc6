import type { Assignment, Bound } from '../plan/nodes.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { type BoolColumn, columnOf, gather, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import type { PluginCall } from './call.js';
import { plugin } from './plugin.js';

interface Given {
  readonly time: string;
  readonly step: Bound;
  readonly span: Bound;
  readonly conditions: readonly Assignment[];
  readonly dimensions: readonly string[];
}

/** @see https://learn.microsoft.com/kusto/query/sequence-detect-plugin */
export default plugin<Given>('sequence_detect', {
  summary: 'Finds each event that another follows within some time, and in the same place.',
  gap: 'sequences of more than two steps, steps at the same time, the same sequence twice, a time that is no datetime',
  bind(call) {
    call.expect(
      5,
      Number.POSITIVE_INFINITY,
      call.syntax.call.arguments.map(({ name }) => name ?? ''),
    );
    const time = call.column(call.required(0), 'datetime');
    const { conditions, dimensions } = stepsOf(call);
    if (conditions.length !== 2) raise(problems.unsupported(call.name, call.span, `${conditions.length} steps`));
    return {
      columns: [
        ...dimensions,
        ...conditions.map(({ name }) => ({ name: `${name}_${time.name}`, type: time.type })),
        { name: 'Duration', type: 'timespan' },
      ],
      given: {
        time: time.name,
        step: call.constant(call.required(1)),
        span: call.constant(call.required(2)),
        conditions,
        dimensions: dimensions.map(({ name }) => name),
      },
    };
  },
  *run({ time, step, span, conditions, dimensions }, input, execution) {
    const rows = execution.collect(input);
    const column = (name: string) => rows.columns[input.columns.findIndex((each) => each.name === name)];
    const times = valueReader(column(time));
    const groups = new GroupIndex(dimensions.map((name) => column(name).type));
    const of = groups.assign(dimensions.map(column), rows.length);
    const [first, second] = conditions.map(({ value }) => {
      const found = execution.compile(value, input.columns).evaluate(rows, null) as BoolColumn;
      return Array.from({ length: rows.length }, (_, row) => row).filter(
        (row) => found.values[row] === 1 && found.nulls?.[row] !== 1 && times(row) !== null,
      );
    });
    const limits = [step, span].map((each) => execution.constant(each) as bigint | null);
    const followers = new Map<number, number[]>();
    for (const row of second) {
      const own = followers.get(of[row]);
      if (own === undefined) followers.set(of[row], [row]);
      else own.push(row);
    }
    const found = new Map<string, { group: number; from: bigint; to: bigint }>();
    for (const row of first) {
      for (const next of followers.get(of[row]) ?? []) {
        const [from, to] = [times(row), times(next)] as bigint[];
        if (to < from || row === next || limits.some((limit) => limit === null || to - from > limit)) continue;
        const key = `${of[row]} ${from} ${to}`;
        if (to === from || found.has(key))
          raise(
            problems.unsupported('sequence_detect', undefined, 'steps at the same time, or the same sequence twice'),
          );
        found.set(key, { group: of[row], from, to });
      }
    }
    const result = [...found.values()];
    if (result.length === 0) return;
    const order = Int32Array.from(result, ({ group }) => group);
    yield {
      length: result.length,
      columns: [
        ...groups.keyColumns().map((each) => gather(each, order)),
        ...(['from', 'to'] as const).map((end) =>
          columnOf(
            'datetime',
            result.map((each) => each[end]),
          ),
        ),
        columnOf(
          'timespan',
          result.map(({ from, to }) => to - from),
        ),
      ],
    };
  },
});

/** The conditions, then the dimensions: the first argument that is no bool begins these. */
function stepsOf(call: PluginCall) {
  const conditions: Assignment[] = [];
  const dimensions: { name: string; type: Bound['type'] }[] = [];
  for (const { name, value } of call.syntax.call.arguments.slice(3)) {
    const bound = call.scalar(value);
    const given = name ?? (value.is === 'name' ? value.name : undefined);
    if (bound.type === 'bool' && dimensions.length === 0) {
      if (given === undefined) raise(problems.unsupported(call.name, value.span, 'a step without a name'));
      else conditions.push({ name: given, value: bound });
    } else {
      const column = call.column(value);
      dimensions.push({ name: column.name, type: column.type });
    }
  }
  return { conditions, dimensions };
}
