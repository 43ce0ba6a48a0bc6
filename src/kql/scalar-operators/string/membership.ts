import {
  type Columnar,
  type Preparation,
  prepared,
  type ScalarFunction,
  scalarFunction,
} from '../../plan/definitions.js';
import type { ScalarType } from '../../types/scalar-type.js';
import type { Value } from '../../types/value.js';
import { constantList, type Item, itemsOf, memberKey, setOf } from './lists.js';
import { testedNumbers, testedTexts } from './tested-column.js';

/**
 * Declares `in` or `!in`: whether the value on the left equals one on the right; `found` is what to answer if so. A null equals none,
 * and beside a null it is not known.
 */
export function membership(name: string, summary: string, found: boolean): ScalarFunction {
  const prepare = (given: Preparation) => plainForm(given, found);
  const options = { nulls: 'given', columnar: (given: Preparation) => columnarForm(given, found) } as const;
  return scalarFunction(name, {
    summary,
    overloads: [
      prepared(['same', '...same'], 'bool', prepare, options),
      prepared(['same', '...dynamic'], 'bool', prepare, options),
      prepared(['any', '...any'], 'bool', prepare, options),
    ],
  });
}

function plainForm(given: Preparation, found: boolean): (left: Value, ...list: Value[]) => boolean | null {
  const [type] = given.types;
  const constant = constantMembers(given, type);
  return (left, ...list) => {
    const { keys, withNull, withEmpty } = constant ?? membersOf(itemsOf(given, list), type);
    if (left === null && withNull) return null;
    if (left === null && withEmpty && type === 'dynamic') return found;
    return keys.has(memberKey(left, type)) ? found : !found;
  };
}

interface Members {
  readonly keys: ReadonlySet<unknown>;
  readonly withNull: boolean;
  /** Whether the empty text is among them, which a dynamic null equals. */
  readonly withEmpty: boolean;
}

function membersOf(items: readonly Item[], type: ScalarType): Members {
  return {
    keys: setOf(items, type),
    withNull: items.some(({ value }) => value === null),
    withEmpty: items.some((item) => item.type === 'string' && item.value === ''),
  };
}

function constantMembers(given: Preparation, type: ScalarType): Members | undefined {
  const list = constantList(given);
  return list && membersOf(itemsOf(given, list), type);
}

function columnarForm(given: Preparation, found: boolean): Columnar | null {
  const [type] = given.types;
  const members = constantMembers(given, type);
  if (members === undefined) return null;
  const { keys, withNull } = members;
  if (withNull && type !== 'string') return null;
  switch (type) {
    case 'string':
      return testedTexts((text) => (keys.has(text) ? found : !found));
    case 'int':
    case 'long':
    case 'real':
    case 'datetime':
    case 'timespan':
      return testedNumbers((value) => (keys.has(memberKey(value, type)) ? found : !found), !found);
    default:
      return null;
  }
}
