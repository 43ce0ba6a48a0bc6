import { apply, bindScalar } from '../../plan/bind-scalar.js';
import { prepared, type ScalarBinding, scalarFunction } from '../../plan/definitions.js';
import { literalOf } from '../../plan/literals.js';
import type { Bound } from '../../plan/nodes.js';
import { notConstant, raise, wrongCount } from '../../problems.js';
import type { Json } from '../../types/value.js';
import { toElement } from './element.js';

/** Names every column beside its value. */
const bind: ScalarBinding = ({ arguments: given, span }, rows, scope, binder) => {
  if (given.length > 1) return raise(wrongCount('pack_all', 0, 1, given.length, span));
  const ignore = given.length === 0 ? literalOf(false, 'bool', span) : bindScalar(given[0].value, rows, scope, binder);
  if (ignore.is !== 'literal') return raise(notConstant('pack_all', ignore.span));
  const columns = (rows?.plan.columns ?? []).flatMap(({ name, type }): Bound[] => [
    literalOf(name, 'string', span),
    { is: 'column', name, type, span },
  ]);
  return apply('pack_all', [ignore, ...columns], span, binder);
};

/** @see https://learn.microsoft.com/kusto/query/pack-all-function */
export default scalarFunction('pack_all', {
  summary: 'Makes a bag of all columns, each under its name; may leave out nulls and empty strings.',
  overloads: [
    prepared(
      ['bool', '...any'],
      'dynamic',
      ({ types }) =>
        (ignore, ...values) => {
          const bag: [string, Json][] = [];
          for (let i = 0; i < values.length; i += 2) {
            const value = values[i + 1];
            if (!ignore || (value !== null && value !== ''))
              bag.push([String(values[i]), toElement(value, types[i + 2])]);
          }
          return Object.fromEntries(bag);
        },
      { nulls: 'given' },
    ),
  ],
  bind,
});
