import type { Preparation } from '../../plan/definitions.js';
import { keyOf } from '../../types/compare.js';
import { convertValue } from '../../types/convert.js';
import type { ScalarType } from '../../types/scalar-type.js';
import { type Json, type Value, WholeReal } from '../../types/value.js';

/** One item of a list with the type that it has. */
export interface Item {
  readonly value: Value;
  readonly type: ScalarType;
}

/**
 * The items on the right of an operator: single values, the elements of dynamic arrays, the rows of a table. Arrays within are
 * one list with what is beside them.
 * @see https://learn.microsoft.com/kusto/query/in-cs-operator
 */
export function itemsOf({ types, expressions }: Preparation, list: readonly Value[]): Item[] {
  return list.flatMap((value, i): Item[] => {
    const expression = expressions[i + 1];
    const type = expression?.is === 'tolist' ? expression.element : types[i + 1];
    return types[i + 1] === 'dynamic'
      ? elementsOf(value).map((element) => ({ value: element, type }))
      : [{ value, type }];
  });
}

function elementsOf(value: Value): Value[] {
  return Array.isArray(value) ? value.flatMap((each: Value) => elementsOf(each)) : [value];
}

/** The constant values on the right of an operator; undefined when one changes by row. */
export function constantList({ constants }: Preparation): Value[] | undefined {
  const list = constants.slice(1);
  return list.every((each) => each !== undefined) ? list : undefined;
}

/** The texts of a list; a null's text is empty. */
export function textsOf(items: readonly Item[]): string[] {
  return items.map(({ value, type }) => convertValue(value, type, 'string') as string);
}

/** Values of one type, to find others in; what is null or NaN equals nothing. */
export function setOf(items: readonly Item[], type: ScalarType): Set<unknown> {
  const keys = items.map((item) => memberKey(converted(item, type), type));
  return new Set(keys.filter((key) => key !== null && !Number.isNaN(key)));
}

/** What two equal values of one type have in common. */
export function memberKey(value: Value, type: ScalarType): unknown {
  if (value === null) return null;
  switch (type) {
    case 'int':
    case 'long':
    case 'real':
      return typeof value === 'bigint' && value >= -maxSafe && value <= maxSafe ? Number(value) : value;
    case 'decimal':
    case 'dynamic':
      return keyOf(value, type);
    default:
      return value;
  }
}

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);

/** A number keeps its fraction beside a long: 1.5 is not 1. A text beside a dynamic is no JSON. */
function converted({ value, type }: Item, to: ScalarType): Value {
  if (value === null || type === to) return value;
  if (to === 'int' || to === 'long' || to === 'real') {
    if (value instanceof WholeReal) return value.value;
    if (typeof value === 'number' || typeof value === 'bigint') return value;
  }
  return to === 'dynamic' ? (value as Json) : convertValue(value, type, to);
}
