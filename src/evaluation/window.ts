import { parseDatetime, type Records } from '../kql/index.js';
import { isoTime } from '../records/index.js';

/** When a record happened, by the first of these that it has. */
export const timeFields = ['TimeGenerated', 'Timestamp'];

/** Many rules run on the same records. */
const known = new WeakMap<Records, readonly (bigint | null)[]>();

/** The time of each record in ticks; null where it has none. */
export function timesOf(records: Records): readonly (bigint | null)[] {
  const times = known.get(records) ?? readTimes(records);
  known.set(records, times);
  return times;
}

function readTimes(records: Records): (bigint | null)[] {
  const [generated, stamped] = timeFields.map((name) =>
    records.names.includes(name) ? records.values(name, null) : [],
  );
  return Array.from({ length: records.length }, (_, row) => {
    const text = generated[row] ?? stamped[row];
    return typeof text === 'string' ? parseDatetime(isoTime(text)) : null;
  });
}

/** Records without a time are in every window. */
export function rowsWithin(times: readonly (bigint | null)[], from: bigint, to: bigint): Int32Array {
  const rows = new Int32Array(times.length);
  let count = 0;
  times.forEach((time, row) => {
    if (time === null || (time >= from && time <= to)) rows[count++] = row;
  });
  return rows.subarray(0, count);
}

export function latest(times: readonly bigint[]): bigint | null {
  return times.reduce<bigint | null>((best, time) => (best === null || time > best ? time : best), null);
}

export function earliest(times: readonly bigint[]): bigint | null {
  return times.reduce<bigint | null>((best, time) => (best === null || time < best ? time : best), null);
}
