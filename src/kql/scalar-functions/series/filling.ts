import { type Preparation, prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { type Json, type Value, WholeReal } from '../../types/value.js';
import { longJson, realJson } from './series.js';

/** Whether an element is missing: it is null, or the number that stands for what is missing. */
export function isMissing(element: Json, placeholder: Value | undefined): boolean {
  if (placeholder === null || placeholder === undefined) return element === null;
  return isNumber(element) && Number(element) === Number(placeholder);
}

export function isNumber(element: Json): element is number | bigint | WholeReal {
  return typeof element === 'number' || typeof element === 'bigint' || element instanceof WholeReal;
}

/** A number of the query as a dynamic holds it; the types are the arguments' as given. */
export function numberJson(value: Value, at: number, { types, expressions }: Preparation): Json {
  if (value === null) return null;
  if (types[at] === 'int' || types[at] === 'long') return longJson(value as number | bigint);
  if (types[at] === 'real') return realJson(value as number);
  return raise(unsupported(`a ${types[at]} to fill a series with`, expressions[at].span));
}

/** Declares a function that puts the nearest element on one side in the place of a missing one. */
export function fillingFrom(name: string, summary: string, step: 1 | -1): ScalarFunction {
  return scalarFunction(name, {
    summary,
    naming: 'first-argument',
    overloads: [
      prepared(
        ['dynamic', 'any?'],
        'dynamic',
        () => (array, placeholder) => {
          if (!Array.isArray(array)) return null;
          const filled = [...array];
          for (let k = 1; k < filled.length; k++) {
            const at = step === 1 ? k : filled.length - 1 - k;
            if (isMissing(filled[at], placeholder)) filled[at] = filled[at - step];
          }
          return filled;
        },
        { nulls: 'given' },
      ),
    ],
  });
}
