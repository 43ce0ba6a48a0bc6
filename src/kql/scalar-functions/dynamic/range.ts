import { overload, scalarFunction } from '../../plan/definitions.js';
import { formatDatetime, formatTimespan, ticksPerHour } from '../../types/ticks.js';
import type { Json } from '../../types/value.js';
import { toElement } from './element.js';

const maxLength = 1_048_576;

/** @see https://learn.microsoft.com/kusto/query/range-function */
export default scalarFunction('range', {
  summary: 'An array of evenly spaced numbers or times, both ends included; at most 1048576 of them.',
  overloads: [
    overload(['long', 'long', 'long?'], 'dynamic', (start, stop, step = 1n) =>
      spaced(start, stop, step, (each) => toElement(each, 'long')),
    ),
    overload(['real', 'real', 'real?'], 'dynamic', (start, stop, step = 1) => {
      const length = step === 0 ? 0 : Math.floor((stop - start) / step) + 1;
      return Number.isFinite(length) && length > 0
        ? Array.from({ length: Math.min(length, maxLength) }, (_, i) => toElement(start + i * step, 'real'))
        : [];
    }),
    overload(['datetime', 'datetime', 'timespan?'], 'dynamic', (start, stop, step = ticksPerHour) =>
      spaced(start, stop, step, formatDatetime),
    ),
    overload(['timespan', 'timespan', 'timespan?'], 'dynamic', (start, stop, step = ticksPerHour) =>
      spaced(start, stop, step, formatTimespan),
    ),
  ],
});

function spaced(start: bigint, stop: bigint, step: bigint, element: (each: bigint) => Json): Json[] {
  const found: Json[] = [];
  if (step === 0n) return found;
  for (let each = start; (step > 0n ? each <= stop : each >= stop) && found.length < maxLength; each += step) {
    found.push(element(each));
  }
  return found;
}
