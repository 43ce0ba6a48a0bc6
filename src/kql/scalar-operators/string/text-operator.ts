import { prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import type { TextTest } from './terms.js';
import { testedTexts } from './tested-column.js';

/** An operator that asks something of the text on its left with the text on its right. */
interface TextOperator {
  readonly summary: string;
  /** Makes the question from the right side. */
  readonly test: (right: string) => TextTest;
}

/** Declares an operator on two texts; the question is prepared once where the right side is a constant. */
export function textOperator(name: string, { summary, test }: TextOperator): ScalarFunction {
  return scalarFunction(name, {
    summary,
    overloads: [
      prepared(['string', 'string'], 'bool', ({ constants }) => asking(test, constants[1]), {
        columnar: ({ constants }) => (typeof constants[1] === 'string' ? testedTexts(test(constants[1])) : null),
      }),
    ],
  });
}

/** Turns a question into its negation. */
export function not<Given extends unknown[]>(test: (...given: Given) => TextTest): (...given: Given) => TextTest {
  return (...given) => {
    const positive = test(...given);
    return (text) => !positive(text);
  };
}

function asking(test: TextOperator['test'], constant: unknown): (text: string, right: string) => boolean {
  let last = typeof constant === 'string' ? constant : '';
  let ask = test(last);
  return (text, right) => {
    if (right !== last) {
      ask = test(right);
      last = right;
    }
    return ask(text);
  };
}
