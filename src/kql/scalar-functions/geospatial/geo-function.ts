import type { Decimal } from 'decimal.js';
import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import * as problems from '../../problems.js';
import { raise } from '../../problems.js';
import type { ScalarType } from '../../types/scalar-type.js';
import type { Json, Value } from '../../types/value.js';

/** What a function of this section takes: reals (whole numbers and decimals become some), GeoJSON, flags and texts. */
type Parameter = 'real' | 'real?' | 'dynamic' | 'bool?' | 'string';
type Argument<P> = P extends 'real'
  ? number
  : P extends 'real?'
    ? number | undefined
    : P extends 'bool?'
      ? boolean | undefined
      : P extends 'string'
        ? string
        : Json;

/** Says that the engine's answer is not known to us, and why. */
class Unsettled extends Error {}

/** Leaves the row to a refusal that names the function. */
export function unsettled(why: string): never {
  throw new Unsettled(why);
}

/** Gives a value; where that is not known to us, refuses the construct by its name. */
export function named<T>(construct: string, of: () => T): T {
  try {
    return of();
  } catch (error) {
    if (error instanceof Unsettled) raise(problems.unsupported(construct, undefined, error.message));
    throw error;
  }
}

interface Definition<P extends readonly Parameter[]> {
  readonly summary: string;
  readonly gap?: string;
  readonly parameters: P;
  readonly result: ScalarType;
  /** The meaning for one row; null for what is no place, no shape or out of range. */
  readonly of: (...args: { [K in keyof P]: Argument<P[K]> }) => Value | undefined;
}

/** Declares a function of places and shapes on the Earth. */
export function geoFunction<const P extends readonly Parameter[]>(
  name: string,
  { summary, gap, parameters, result, of }: Definition<P>,
): ScalarFunction {
  const meaning = of as (...args: unknown[]) => Value | undefined;
  const call = (...args: unknown[]): Value => named(name, () => meaning(...args) ?? null);
  const withDecimals = parameters.map((each) => each.replace('real', 'decimal') as 'decimal' | 'decimal?');
  const overloads = [overload(parameters as readonly Parameter[], result, call)];
  if (parameters.some((each) => each.startsWith('real')))
    overloads.push(overload(withDecimals, result, (...args) => call(...args.map(plain))));
  return scalarFunction(name, { summary, ...(gap !== undefined && { gap }), overloads });
}

function plain(argument: Decimal | undefined): unknown {
  return typeof argument === 'object' && argument !== null && 'toNumber' in argument ? argument.toNumber() : argument;
}
