import { invariant } from '../../base/invariant.js';
import type { Span } from '../../base/span.js';
import { KustoDecimal } from '../types/convert.js';
import { parseJson, printJson } from '../types/json.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Json, Value } from '../types/value.js';
import type { Bound, BoundLiteral } from './nodes.js';

/** The value that a literal of the plan stands for. */
export function literalValue(literal: Pick<BoundLiteral, 'type' | 'value'>): Value {
  const { type, value } = literal;
  if (value === null) return null;
  switch (type) {
    case 'long':
    case 'datetime':
    case 'timespan':
      return BigInt(value as string);
    case 'decimal':
      return new KustoDecimal(value as string);
    case 'real':
      return Number(value);
    case 'dynamic': {
      const json = parseJson(value as string);
      invariant(json !== undefined, 'a dynamic literal is kept as valid JSON');
      return json;
    }
    default:
      return value;
  }
}

/** The literal that stands for a value; the inverse of `literalValue`. */
export function literalOf(value: Value, type: ScalarType, span: Span): BoundLiteral {
  return { is: 'literal', type, value: encoded(value, type), span };
}

function encoded(value: Value, type: ScalarType): BoundLiteral['value'] {
  if (value === null) return null;
  switch (type) {
    case 'real':
      return Number.isFinite(value) ? (value as number) : String(value);
    case 'dynamic':
      return printJson(value as Json);
    case 'bool':
    case 'int':
    case 'string':
    case 'guid':
      return value as boolean | number | string;
    default:
      return String(value);
  }
}

/** Whether an expression has the same value in every row: it reads no column. */
export function isConstant(value: Bound): boolean {
  switch (value.is) {
    case 'column':
      return false;
    case 'call':
      return value.arguments.every(isConstant);
    case 'convert':
    case 'output':
      return isConstant(value.value);
    default:
      return true;
  }
}
