import {
  lazy,
  type Overload,
  type OverloadOptions,
  type ParameterType,
  type Preparation,
} from '../../plan/definitions.js';
import { type BoolColumn, type Column, isNullAt } from '../../types/column.js';

type Parameters = readonly (ParameterType | `${ParameterType}?`)[];

/** An overload over all rows in their order, also where only some of them ask for a result: those before and after count. */
export function inOrder(
  parameters: Parameters,
  result: Overload['result'],
  form: (given: Preparation) => (columns: readonly Column[], length: number) => Column,
  options: OverloadOptions = {},
): Overload {
  const prepare: NonNullable<Overload['lazy']> = (given) => {
    const evaluate = form(given);
    return (args, _rows, length) =>
      evaluate(
        args.map((column) => column(null)),
        length,
      );
  };
  return lazy(parameters, result, prepare, options);
}

/** Whether a count begins again at a row; a null or absent condition says no. */
export function restartsAt(restart: Column | undefined, row: number): boolean {
  return restart !== undefined && !isNullAt(restart, row) && (restart as BoolColumn).values[row] === 1;
}
