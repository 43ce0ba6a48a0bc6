import { prepared, scalarFunction } from '../../plan/definitions.js';
import { failed, raise, wrongType } from '../../problems.js';
import { valueText } from '../../types/text.js';
import type { Json } from '../../types/value.js';
import { toElement } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/pack-function */
export default scalarFunction('bag_pack', {
  summary: 'Makes a bag of keys, each followed by its value; the first value of a key counts.',
  aliases: ['pack', 'pack_dictionary'],
  overloads: [
    prepared(
      ['any', 'any', '...any'],
      'dynamic',
      ({ types, expressions }) => {
        for (let i = 0; i < types.length; i += 2) {
          const { span } = expressions[i];
          if (i + 1 === types.length) raise(failed('KS121', 'A key has no value behind it.', span));
          if (types[i] !== 'string' && types[i] !== 'dynamic') raise(wrongType('string', types[i], span));
        }
        return (...values) => {
          const bag = new Map<string, Json>();
          for (let i = 0; i < values.length; i += 2) {
            const key = valueText(values[i], types[i]);
            if (!bag.has(key)) bag.set(key, toElement(values[i + 1], types[i + 1]));
          }
          return Object.fromEntries(bag);
        };
      },
      { nulls: 'given' },
    ),
  ],
});
