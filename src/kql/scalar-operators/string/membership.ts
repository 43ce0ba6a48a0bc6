import {
  type Columnar,
  type Preparation,
  prepared,
  type ScalarFunction,
  scalarFunction,
} from '../../plan/definitions.js';
import type { ScalarType } from '../../types/scalar-type.js';
import type { Value } from '../../types/value.js';
import { constantList, itemsOf, memberKey, setOf } from './lists.js';
import { testedNumbers, testedTexts } from './tested-column.js';

/** Declares `in` or `!in`: whether the value on the left equals one on the right; `found` is what to answer if so. A null equals none. */
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

function plainForm(given: Preparation, found: boolean): (left: Value, ...list: Value[]) => boolean {
  const [type] = given.types;
  const constant = constantSet(given, type);
  return (left, ...list) => {
    const set = constant ?? setOf(itemsOf(given, list), type);
    return set.has(memberKey(left, type)) ? found : !found;
  };
}

function constantSet(given: Preparation, type: ScalarType): Set<unknown> | undefined {
  const list = constantList(given);
  return list && setOf(itemsOf(given, list), type);
}

function columnarForm(given: Preparation, found: boolean): Columnar | null {
  const [type] = given.types;
  const set = constantSet(given, type);
  if (set === undefined) return null;
  switch (type) {
    case 'string':
      return testedTexts((text) => (set.has(text) ? found : !found));
    case 'int':
    case 'long':
    case 'real':
    case 'datetime':
    case 'timespan':
      return testedNumbers((value) => (set.has(memberKey(value, type)) ? found : !found), !found);
    default:
      return null;
  }
}
