import { prepared, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';
import { keySteps } from './bag-path.js';
import { isBag, toElement } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/bag-set-key-function */
export default scalarFunction('bag_set_key', {
  summary: 'Sets a key of a bag, or what stands at a path; it comes last. Null for what is no bag.',
  gap: 'A path through a value that is no bag is refused.',
  overloads: [
    prepared(
      ['dynamic', 'string', 'any'],
      'dynamic',
      ({ types }) =>
        (bag, key, value) =>
          isBag(bag) ? withKey(bag, stepsOf(key), toElement(value, types[2])) : null,
      { nulls: 'given', literal: [1] },
    ),
  ],
});

function stepsOf(key: string): readonly string[] {
  const steps = keySteps(key);
  if (steps.length === 0 || key === '$' || (key.startsWith('$') && /\[\d+\]/.test(key)))
    return raise(badArgument('bag_set_key', 'a key or a path of keys'));
  return steps;
}

function withKey(bag: { [key: string]: Json }, [step, ...deeper]: readonly string[], value: Json): Json {
  const others = Object.entries(bag).filter(([key]) => key !== step);
  if (deeper.length === 0) return Object.fromEntries([...others, [step, value]]);
  const inner = Object.hasOwn(bag, step) ? bag[step] : {};
  if (!isBag(inner)) return raise(unsupported('bag_set_key', undefined, `a path through '${step}', which is no bag`));
  return Object.fromEntries([...others, [step, withKey(inner, deeper, value)]]);
}
