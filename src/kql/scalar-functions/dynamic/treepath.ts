import { overload, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { isBag } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/treepath-function */
export default scalarFunction('treepath', {
  summary: 'Lists the paths inside a dynamic; the elements of an array share one.',
  naming: { prefix: 'tree' },
  overloads: [
    overload(['dynamic'], 'dynamic', (json) => {
      const paths = new Set<string>();
      collect(json, '', paths);
      return [...paths];
    }),
  ],
});

function collect(json: Json, path: string, paths: Set<string>): void {
  if (path !== '') paths.add(path);
  if (Array.isArray(json)) for (const each of json) collect(each, `${path}[0]`, paths);
  if (isBag(json)) for (const key of Object.keys(json)) collect(json[key], `${path}['${key}']`, paths);
}
