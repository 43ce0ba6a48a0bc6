import { chosenRecords, parseDatetime, type Records } from '../kql/index.js';
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

const spans = new WeakMap<readonly (bigint | null)[], Span | undefined>();

interface Span {
  readonly earliest: bigint;
  readonly latest: bigint;
}

/** The first and the last of the times of records; undefined where none has one. */
export function spanOf(times: readonly (bigint | null)[]): Span | undefined {
  if (!spans.has(times)) {
    let span: { earliest: bigint; latest: bigint } | undefined;
    for (const time of times) {
      if (time === null) continue;
      if (span === undefined) span = { earliest: time, latest: time };
      else if (time < span.earliest) span.earliest = time;
      else if (time > span.latest) span.latest = time;
    }
    spans.set(times, span);
  }
  return spans.get(times);
}

/** The same records for the same window, so that what is made of them is kept. */
const windows = new WeakMap<Records, Map<string, Records>>();

/** The records of a window. */
export function recordsWithin(records: Records, times: readonly (bigint | null)[], from: bigint, to: bigint): Records {
  const span = spanOf(times);
  if (span === undefined || (span.earliest >= from && span.latest <= to)) return records;
  const known = windows.get(records) ?? new Map<string, Records>();
  windows.set(records, known);
  const key = `${from} ${to}`;
  const within = known.get(key) ?? chosenRecords(records, rowsWithin(times, from, to));
  known.set(key, within);
  return within;
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
