import { type Preparation, prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import type { Value } from '../../types/value.js';
import { constantList, itemsOf, textsOf } from './lists.js';
import type { TextTest } from './terms.js';
import { testedTexts } from './tested-column.js';

/** An operator that asks something of the text on its left with a list of texts on its right. */
interface ListOperator {
  readonly summary: string;
  /** Makes the question from the list. */
  readonly test: (list: readonly string[]) => TextTest;
}

/** Declares an operator on a text and a list of texts: single ones, dynamic arrays or a table's column. */
export function listOperator(name: string, { summary, test }: ListOperator): ScalarFunction {
  const fromList = (given: Preparation, list: readonly Value[]) => test(textsOf(itemsOf(given, list)));
  const prepare = (given: Preparation): ((left: string, ...list: Value[]) => boolean) => {
    const constant = constantList(given);
    const ask = constant && fromList(given, constant);
    return (left, ...list) => (ask ?? fromList(given, list))(left);
  };
  const options = {
    nulls: 'given',
    columnar: (given: Preparation) => {
      const constant = constantList(given);
      return constant ? testedTexts(fromList(given, constant)) : null;
    },
  } as const;
  return scalarFunction(name, {
    summary,
    overloads: [
      prepared(['string', '...string'], 'bool', prepare, options),
      prepared(['string', '...dynamic'], 'bool', prepare, options),
      prepared(['string', '...any'], 'bool', prepare, options),
    ],
  });
}
