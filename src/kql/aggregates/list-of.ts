import { aggregateOverload } from '../plan/definitions.js';
import type { Json, Value } from '../types/value.js';
import { elementOf, flat, mostOf } from './list-elements.js';

/** A list of at most so many elements; a null inside a dynamic is an element, another null only where nulls are kept. */
export function listOf(keepsNulls: boolean, mostUnlessGiven?: number) {
  return aggregateOverload(
    (keepsNulls ? ['any'] : ['any', 'long?']) as ['any'],
    'dynamic',
    ({ types, constants }) => {
      const [type] = types;
      const most = mostOf(constants[1], mostUnlessGiven);
      const put = (list: Json[], elements: readonly Json[]) => {
        for (const each of elements) if (list.length < most) list.push(each);
        return list;
      };
      return {
        start: (): Json[] => [],
        add(list: Json[], value: Value) {
          if (value === null && !keepsNulls && type !== 'dynamic') return list;
          const element = elementOf(value, type);
          if (type === 'dynamic') return put(list, flat(element));
          if (list.length < most) list.push(element);
          return list;
        },
        merge: put,
        finish: (list: Json[]) => list,
      };
    },
    { nulls: 'given', literal: [1] },
  );
}
