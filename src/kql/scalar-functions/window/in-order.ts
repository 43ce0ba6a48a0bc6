import {
  lazy,
  type Overload,
  type OverloadOptions,
  type ParameterType,
  type Preparation,
} from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { type BoolColumn, type Column, isNullAt } from '../../types/column.js';

type Parameters = readonly (ParameterType | `${ParameterType}?`)[];

/**
 * An overload over all rows in their order, also where only some of them ask for a result: those before and after count. An operator whose
 * rows come in several batches does not know of that, and is refused.
 */
export function inOrder(
  name: string,
  parameters: Parameters,
  result: Overload['result'],
  form: (given: Preparation) => (columns: readonly Column[], length: number) => Column,
  options: OverloadOptions = {},
): Overload {
  const prepare: NonNullable<Overload['lazy']> = (given) => {
    const evaluate = form(given);
    let done = false;
    return (args, _rows, length) => {
      if (done) raise(unsupported(name, undefined, 'an operator that does not take all rows at once'));
      done = true;
      return evaluate(
        args.map((column) => column(null)),
        length,
      );
    };
  };
  return lazy(parameters, result, prepare, options);
}

/** Whether a count begins again at a row; a null or absent condition says no. */
export function restartsAt(restart: Column | undefined, row: number): boolean {
  return restart !== undefined && !isNullAt(restart, row) && (restart as BoolColumn).values[row] === 1;
}
