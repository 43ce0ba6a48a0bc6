import { numberOf, reaches, textOf } from './synthesize-goals.js';
import type { Constant, Goal } from './synthesize-slots.js';

export const orders: Readonly<Record<string, Goal['is']>> = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
export const orderGoal = /^[lg][te]$/;
const opposite: Readonly<Record<string, Goal['is']>> = { lt: 'ge', le: 'gt', gt: 'le', ge: 'lt' };
export const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const timeless: Constant = { type: 'long', value: 1 };

export function goal(is: Goal['is'], values: readonly Constant[], cased = false, not = false): Goal {
  return { is, values, ...(cased && { cased }), ...(not && { not }) };
}

/** What a comparison with a constant asks. */
export function compared(operator: string, value: Constant, truth: boolean): Goal | undefined {
  const order = orders[operator];
  if (order !== undefined) return goal(truth ? order : opposite[order], [value]);
  const negated = operator.startsWith('!');
  const name = operator.replace(/^!/, '').replace(/_cs$/, '');
  const not = negated === truth;
  if (/^[=!][=~]$/.test(operator)) return goal('eq', [value], operator === '==' || operator === '!=', not);
  if (operator === 'matches regex') return goal('regex', [value], true, not);
  if (operator === ':') return goal('has', [value], false, not);
  const known = ['contains', 'has', 'hasprefix', 'hassuffix', 'startswith', 'endswith'] as const;
  const is = known.find((each) => each === name);
  return is && goal(is, [value], operator.endsWith('_cs'), not);
}

export function flat({ type, value }: Constant): Constant[] {
  if (Array.isArray(value))
    return value.map((each) => ({ type: typeof each === 'number' ? 'real' : 'string', value: each }));
  return [{ type, value }];
}

/** The smallest count that reaches a goal. */
export function leastCount(wanted: Goal): number | undefined {
  const bound = Math.ceil(numberOf((wanted.values[0] ?? timeless).value));
  for (const count of [1, 0, bound, bound + 1, bound + 2]) if (count >= 0 && reaches(count, wanted)) return count;
  return undefined;
}

/** The goal of one side of an operation whose other side is known. */
export function shifted(wanted: Goal, operator: string, other: Constant, isRight: boolean): Goal {
  const by = numberOf(other.value);
  const turned = (isRight && operator === '-') || (/[*/]/.test(operator) && by < 0);
  const back = (value: number) => {
    if (operator === '+') return value - by;
    if (operator === '-') return isRight ? by - value : value + by;
    return operator === '*' ? value / by : isRight ? by / value : value * by;
  };
  const flipped: Readonly<Record<string, Goal['is']>> = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };
  const isTime = other.type === 'datetime' || (other.type === 'timespan' && wanted.values[0]?.type === 'datetime');
  const values = wanted.values.map(({ type, value }) => ({
    type: isTime ? ('datetime' as const) : type,
    value: back(numberOf(value)),
  }));
  return { ...wanted, is: turned ? (flipped[wanted.is] ?? wanted.is) : wanted.is, values };
}

/** The units of `datetime_diff` as lengths of time. */
export function spanned(wanted: Goal, unit: Constant | undefined): Goal {
  const seconds: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 };
  const length = (seconds[textOf(unit?.value).toLowerCase()] ?? 1) * 10_000_000;
  return {
    ...wanted,
    values: wanted.values.map(({ value }) => ({ type: 'timespan', value: numberOf(value) * length })),
  };
}

/** The units that times since 1970 are counted in, in ticks. */
export const unixUnits: Readonly<Record<string, number>> = {
  seconds: 10_000_000,
  milliseconds: 10_000,
  microseconds: 10,
  nanoseconds: 0.01,
};

/** The goal of a number of units since 1970 whose time has one. */
export function sinceUnix(wanted: Goal, unit: number): Goal {
  const values = wanted.values.map(({ value }) => ({
    type: 'real' as const,
    value: (numberOf(value) - 621_355_968_000_000_000) / unit,
  }));
  return { ...wanted, values };
}
