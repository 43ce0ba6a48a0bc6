import type { Call, Expression } from '../kql/index.js';
import { condition, type Reading } from './conditions.js';
import type { PredicateTree } from './model.js';

/**
 * The condition under which `iff` or `case` chooses a value that passes a test; undefined where some value cannot be tested.
 * `test` says whether a value passes, or what must hold for it to.
 */
export function branches(
  call: Call,
  reading: Reading,
  test: (value: Expression) => boolean | PredicateTree | undefined,
): PredicateTree | undefined {
  const values = call.arguments.map(({ value }) => value);
  if (values.length < 3 || values.length % 2 === 0) return undefined;
  const otherwise: PredicateTree[] = [];
  const ways: PredicateTree[] = [];
  for (let at = 0; at < values.length; at += 2) {
    const isLast = at === values.length - 1;
    const passes = test(values[isLast ? at : at + 1]);
    if (passes === undefined) return undefined;
    const when = isLast ? [] : [condition(values[at], reading)];
    if (passes !== false) {
      const before = otherwise.filter((each) => when.length === 0 || !excludeEachOther(each, when[0]));
      const parts = [
        ...before.map((each): PredicateTree => ({ is: 'not', parts: [each], span: each.span })),
        ...when,
        ...(passes === true ? [] : [passes]),
      ];
      ways.push(grouped('and', parts, call));
    }
    otherwise.push(...when);
  }
  return ways.length === 0 ? undefined : grouped('or', ways, call);
}

function grouped(is: 'and' | 'or', parts: readonly PredicateTree[], { span }: Call): PredicateTree {
  if (parts.length === 1) return parts[0];
  return { is, parts: parts.flatMap((part) => (part.is === is ? part.parts : [part])), span };
}

/** `a == 1` and `a == 2`: when the second holds, the first need not be denied. */
function excludeEachOther(one: PredicateTree, other: PredicateTree): boolean {
  if (one.is !== 'predicate' || other.is !== 'predicate' || one.field !== other.field) return false;
  if (![one, other].every(({ kind }) => kind === 'eq' || kind === 'in')) return false;
  const values = new Set(other.values.map((value) => String(value).toLowerCase()));
  return one.values.every((value) => !values.has(String(value).toLowerCase()));
}
