import type { ScalarType } from '../types/scalar-type.js';
import type { ParameterType } from './definitions.js';

/** What choosing an overload looks at. */
export interface Candidate {
  readonly parameters: readonly { readonly type: ParameterType; readonly optional: boolean; readonly rest: boolean }[];
  readonly exact?: boolean;
}

export interface Choice {
  readonly overload: number;
  /** The type each argument must be converted to. */
  readonly types: readonly ScalarType[];
}

/** A type that is not known yet (a column known from use only) fits every parameter. */
export type ArgumentType = ScalarType | 'unknown';

const numeric: readonly ArgumentType[] = ['int', 'long', 'real', 'decimal'];

/** What was chosen before: a catalog calls the same functions with the same types again and again. */
const chosen = new WeakMap<readonly Candidate[], Map<string, Choice | undefined>>();

/** Chooses the overload that needs the fewest and smallest conversions; the first of equals. Undefined when none fits. */
export function chooseOverload(candidates: readonly Candidate[], given: readonly ArgumentType[]): Choice | undefined {
  const choices = chosen.get(candidates) ?? new Map<string, Choice | undefined>();
  chosen.set(candidates, choices);
  const key = given.join(' ');
  if (!choices.has(key)) choices.set(key, choice(candidates, given));
  return choices.get(key);
}

function choice(candidates: readonly Candidate[], given: readonly ArgumentType[]): Choice | undefined {
  let best: Choice | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let index = 0; index < candidates.length; index++) {
    const fit = fitOf(candidates[index], given);
    if (fit !== undefined && fit.cost < bestCost) {
      best = { overload: index, types: fit.types };
      bestCost = fit.cost;
    }
  }
  return best;
}

/** The smallest and the largest number of arguments that any overload takes. */
export function arityOf(candidates: readonly Candidate[]): { min: number; max: number } {
  const min = Math.min(...candidates.map((each) => each.parameters.filter((p) => !p.optional && !p.rest).length));
  const max = Math.max(
    ...candidates.map((each) =>
      each.parameters.some((p) => p.rest) ? Number.POSITIVE_INFINITY : each.parameters.length,
    ),
  );
  return { min, max };
}

function fitOf(
  candidate: Candidate,
  given: readonly ArgumentType[],
): { cost: number; types: ScalarType[] } | undefined {
  const { parameters } = candidate;
  const required = parameters.filter((each) => !each.optional && !each.rest).length;
  const rest = parameters.at(-1)?.rest === true;
  if (given.length < required || (!rest && given.length > parameters.length)) return undefined;
  const wanted = given.map((_, i) => parameters[Math.min(i, parameters.length - 1)].type);
  const number = commonNumber(given.filter((_, i) => wanted[i] === 'number'));
  const same = commonType(given.filter((_, i) => wanted[i] === 'same'));
  const types: ScalarType[] = [];
  let cost = 0;
  for (let i = 0; i < given.length; i++) {
    const target =
      wanted[i] === 'number'
        ? number
        : wanted[i] === 'same'
          ? same
          : wanted[i] === 'any'
            ? known(given[i])
            : (wanted[i] as ScalarType);
    if (target === undefined) return undefined;
    const step = conversionCost(given[i], target, candidate.exact === true);
    if (step === undefined) return undefined;
    cost += step + (wanted[i] === 'any' ? 1 : 0);
    types.push(target);
  }
  return { cost, types };
}

function known(type: ArgumentType): ScalarType {
  return type === 'unknown' ? 'string' : type;
}

/** The common type of numbers: the widest; a dynamic among them takes the type of the others, dynamics alone are reals. */
function commonNumber(given: readonly ArgumentType[]): ScalarType | undefined {
  const plain = given.filter((each) => each !== 'dynamic' && each !== 'unknown');
  if (plain.some((each) => !numeric.includes(each))) return undefined;
  if (plain.length === 0) return given.every((each) => each === 'unknown') ? 'long' : 'real';
  return numeric[Math.max(...plain.map((each) => numeric.indexOf(each)))] as ScalarType;
}

/** The one type that values of several types are converted to: equal, the widest number, or what stands beside a dynamic. */
export function commonType(given: readonly ArgumentType[]): ScalarType | undefined {
  const types = new Set(given.filter((each) => each !== 'unknown'));
  if (types.size > 1) types.delete('dynamic');
  if (types.size === 0) return 'string';
  if (types.size === 1) return [...types][0] as ScalarType;
  return [...types].every((each) => numeric.includes(each)) ? commonNumber([...types]) : undefined;
}

/** Whether the language turns a value of one type into another by itself. */
export function converts(from: ScalarType, to: ScalarType): boolean {
  return conversionCost(from, to, false) !== undefined;
}

function conversionCost(from: ArgumentType, to: ScalarType, exact: boolean): number | undefined {
  if (from === to) return 0;
  if (from === 'unknown') return 0.5;
  if (from === 'dynamic') return exact ? undefined : 8;
  const width = numeric.indexOf(to) - numeric.indexOf(from);
  if (numeric.includes(from) && numeric.includes(to) && width > 0) return width;
  return undefined;
}
