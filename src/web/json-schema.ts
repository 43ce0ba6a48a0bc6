// Words for JSON Schema, as short as the shapes that they describe.

export const text = { type: 'string' };
export const whole = { type: 'integer' };
export const number = { type: 'number' };
export const flag = { type: 'boolean' };
export const anything = {};
export const fields = { type: 'object' };
export const list = (items: object) => ({ type: 'array', items });
export const mapOf = (values: object) => ({ type: 'object', additionalProperties: values });
export const places = (of: string) => ({ type: 'array', items: whole, description: `places, from 0, of ${of}` });
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const orNull = (type: string) => ({ type: [type, 'null'] });
export const oneOf = (...values: readonly string[]) => ({ type: 'string', enum: values });
export const record = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});
