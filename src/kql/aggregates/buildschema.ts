import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { raise, unsupported } from '../problems.js';
import { type Json, WholeReal } from '../types/value.js';

/** What values of one place look like: the primitive types and the one container they have, in the order they first come. */
interface Shape {
  readonly parts: ('long' | 'double' | 'string' | 'container')[];
  readonly properties: Map<string, Shape>;
}

/** The name under which a container holds what the elements of arrays look like. */
const indexer = '`indexer`';

const newShape = (): Shape => ({ parts: [], properties: new Map() });

function propertyOf(shape: Shape, name: string): Shape {
  let property = shape.properties.get(name);
  if (property === undefined) {
    property = newShape();
    shape.properties.set(name, property);
  }
  return property;
}

function addPart(shape: Shape, part: Shape['parts'][number]): void {
  if (!shape.parts.includes(part)) shape.parts.push(part);
}

function admit(shape: Shape, json: Json): Shape {
  if (json === null || typeof json === 'boolean' || (Array.isArray(json) && json.length === 0))
    return raise(unsupported('buildschema', undefined, 'booleans, nulls and empty arrays'));
  if (typeof json === 'string') addPart(shape, 'string');
  else if (typeof json === 'bigint' || Number.isInteger(json)) addPart(shape, 'long');
  else if (typeof json === 'number' || json instanceof WholeReal) addPart(shape, 'double');
  else {
    addPart(shape, 'container');
    if (Array.isArray(json)) for (const each of json) admit(propertyOf(shape, indexer), each);
    else for (const [name, value] of Object.entries(json)) admit(propertyOf(shape, name), value);
  }
  return shape;
}

function merge(a: Shape, b: Shape): Shape {
  for (const part of b.parts) addPart(a, part);
  for (const [name, shape] of b.properties) merge(propertyOf(a, name), shape);
  return a;
}

function printed({ parts, properties }: Shape): Json {
  const types = parts.map((part) =>
    part === 'container' ? Object.fromEntries([...properties].map(([name, each]) => [name, printed(each)])) : part,
  );
  return types.length === 1 ? types[0] : types;
}

/** @see https://learn.microsoft.com/kusto/query/buildschema-aggregation-function */
export default aggregate('buildschema', {
  summary: 'The smallest schema that all dynamic values fit.',
  gap: 'booleans, nulls and empty arrays inside the values; no values at all',
  columnName: ({ columns }) => `schema_${columns[0]}`,
  overloads: [
    aggregateOverload(
      ['dynamic'],
      'dynamic',
      () => ({
        start: newShape,
        add: admit,
        merge,
        finish: (shape: Shape) =>
          shape.parts.length === 0 ? raise(unsupported('buildschema', undefined, 'no values at all')) : printed(shape),
      }),
      { exact: true },
    ),
  ],
});
