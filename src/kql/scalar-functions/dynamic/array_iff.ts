import { prepared, scalarFunction } from '../../plan/definitions.js';
import { type Json, WholeReal } from '../../types/value.js';
import { toElement } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/array-iff-function */
export default scalarFunction('array_iff', {
  summary: 'Picks for each condition of an array from one array or another; a single value stands for all places.',
  aliases: ['array_iif'],
  overloads: [
    prepared(['dynamic', 'any', 'any'], 'dynamic', ({ types }) => (conditions, yes, no) => {
      if (!Array.isArray(conditions)) return null;
      const [whenTrue, whenFalse] = [toElement(yes, types[1]), toElement(no, types[2])];
      return conditions.map((condition, i) => {
        const holds = truth(condition);
        return holds === null ? null : at(holds ? whenTrue : whenFalse, i);
      });
    }),
  ],
});

function truth(json: Json): boolean | null {
  if (typeof json === 'boolean') return json;
  return typeof json === 'number' || typeof json === 'bigint' || json instanceof WholeReal ? Number(json) !== 0 : null;
}

function at(json: Json, place: number): Json {
  return Array.isArray(json) ? (json[place] ?? null) : json;
}
