import type { Binder } from '../plan/binder.js';
import { impliedName } from '../plan/naming.js';
import type { Registry } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Call, Expression } from '../syntax/nodes.js';
import { type ElementNames, elementFunctions } from './graph-names.js';
import { type ColumnItem, columnItems } from './inputs.js';

const folds: ReadonlySet<string> = new Set(['all', 'any', 'map']);

/** The columns of a `project` clause; elements of the pattern and their functions have names of their own. */
export function patternItems(
  expressions: readonly Expression[],
  rows: Relation & { readonly pattern: ElementNames },
  scope: Scope,
  binder: Binder,
): ColumnItem[] {
  const { pattern } = rows;
  return expressions.flatMap((expression) => {
    const items = columnItems([expression], rows, scope, binder, 'keep');
    if (expression.is === 'name' && pattern.has(expression.name)) {
      const name = pattern.hasProperties(expression.name) ? expression.name : undefined;
      return items.map((item) => ({ ...item, name, declared: false }));
    }
    if (expression.is !== 'call' || items.length !== 1) return items;
    return items.map((item) => ({ ...item, name: nameOfCall(expression, pattern, binder.registry) }));
  });
}

function nameOfCall(call: Call, pattern: ElementNames, registry: Registry): string | undefined {
  const [first, body] = call.arguments.map(({ value }) => value);
  if (elementFunctions.has(call.name)) return first?.is === 'name' ? `${call.name}_${first.name}` : undefined;
  if (folds.has(call.name) && body !== undefined) return `${nameOfPath(first)}_${nameOfBody(body, registry)}`;
  const naming = registry.functions.get(call.name)?.naming;
  if (naming === undefined || first === undefined) return impliedName(call, registry);
  if (first.is === 'name') return pattern.has(first.name) ? refuseName(call) : impliedName(call, registry);
  if (first.is === 'call' && (elementFunctions.has(first.name) || folds.has(first.name))) return refuseName(call);
  // The property of an element has no name inside a call.
  if (typeof naming === 'object') return 'always' in naming ? naming.always : `${naming.prefix}_`;
  return undefined;
}

function refuseName({ span }: Expression): never {
  return raise(problems.unsupported('the name of this column', span, 'name it'));
}

function nameOfPath(path: Expression): string {
  if (path.is === 'name') return path.name;
  const [inner] = path.is === 'call' ? path.arguments : [];
  return inner?.value.is === 'name' ? `inner_nodes_${inner.value.name}` : 'inner_nodes';
}

/** What the expression inside `map` and its like adds to the name; only some forms are known. */
function nameOfBody(body: Expression, registry: Registry): string {
  if (body.is === 'call' && elementFunctions.has(body.name)) return body.name;
  const isNamedByRule = body.is === 'call' && registry.functions.get(body.name)?.naming !== undefined;
  if (isNamedByRule || body.is === 'member' || body.is === 'element') refuseName(body);
  return impliedName(body, registry) ?? 'Column';
}
