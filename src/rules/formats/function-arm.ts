import { Fields } from '../fields.js';
import { functionNames } from '../function-names.js';
import { readParameters } from '../function-parameters.js';
import { faults } from '../problems.js';
import { placeOf } from '../query-text.js';
import type { YamlMapping, YamlNode } from '../yaml.js';
import { fieldsFormat } from './format.js';

/** The functions among the saved searches of an Azure deployment template. */
export const functionArm = fieldsFormat(
  'function-arm',
  'json',
  (fields) => savedSearches(fields.node).length > 0,
  (fields, format) => {
    for (const node of savedSearches(fields.node)) readSavedSearch(new Fields(node, fields.reading), format);
  },
);

function readSavedSearch(fields: Fields, format: string): void {
  const { reading } = fields;
  const properties = fields.mapping('properties');
  const alias = properties?.text('functionAlias');
  const query = properties?.scalar('query');
  const name = fields.text('name');
  // A value that begins with a bracket is an expression that only a deployment can work out.
  const computed = /^\[(?!\[)/.test(query?.text ?? '') || /^\[/.test(alias ?? '');
  if (properties === undefined || alias === undefined || query === undefined || computed) {
    reading.report(fields.node.at, faults.savedSearch(name ?? alias ?? ''));
    return;
  }
  reading.functions.push({
    ...functionNames(reading, properties.at('functionAlias'), alias, [name]),
    description: properties.text('displayName') ?? '',
    parameters: readParameters(
      properties.text('functionParameters') ?? '',
      reading,
      properties.at('functionParameters'),
    ),
    body: query.text.replace(/^\[\[/, '['),
    bodyAt: placeOf(query, reading),
    version: properties.text('version') ?? null,
    source: { path: reading.path, line: reading.lineOf(fields.node.at), format },
  });
}

/** Saved searches wherever they are nested; each node is looked at once, so that shared ones cost nothing. */
function savedSearches(root: YamlNode): YamlMapping[] {
  const found: YamlMapping[] = [];
  const seen = new Set<YamlNode>([root]);
  for (const node of seen) {
    if (node.is === 'sequence') for (const item of node.items) seen.add(item);
    if (node.is !== 'mapping') continue;
    for (const { key, value } of node.entries) {
      seen.add(value);
      const isType = key.is === 'scalar' && key.text === 'type';
      if (isType && value.is === 'scalar' && /(?:^|\/)savedSearches$/i.test(value.text)) found.push(node);
    }
  }
  return found;
}
