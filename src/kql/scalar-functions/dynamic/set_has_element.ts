import { prepared, scalarFunction } from '../../plan/definitions.js';
import { identity, toElement } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/set-has-element-function */
export default scalarFunction('set_has_element', {
  summary: 'Whether an array has an element of this value and type; null for what is no array.',
  overloads: [
    prepared(['dynamic', 'any'], 'bool', ({ types }) => (array, value) => {
      const wanted = identity(toElement(value, types[1]));
      return Array.isArray(array) ? array.some((each) => identity(each) === wanted) : null;
    }),
  ],
});
