import type { Call, Expression } from '../syntax/nodes.js';
import type { Bound } from './nodes.js';
import type { Registry } from './registry.js';

/** What is known of an expression beside its syntax. */
interface Known {
  /** What it was bound to, where `column_ifexists` may have found a column. */
  readonly bound?: Bound;
  /** The name that an aggregate inside it would have by itself. */
  readonly aggregate?: (call: Call) => string | undefined;
}

/** The name that an unnamed expression gives its column; undefined when the engine numbers it (`Column1`). */
export function impliedName(
  expression: Expression,
  registry: Registry,
  { bound, aggregate }: Known = {},
): string | undefined {
  switch (expression.is) {
    case 'name':
      return expression.name;
    case 'member': {
      const object = impliedName(expression.object, registry, { aggregate });
      return object === undefined ? undefined : `${object}_${expression.name}`;
    }
    case 'element': {
      const object = impliedName(expression.object, registry, { aggregate });
      const { index } = expression;
      return object === undefined || index.is !== 'literal' ? undefined : `${object}_${index.value}`;
    }
    case 'call': {
      const own = aggregate?.(expression);
      if (own !== undefined) return own;
      const naming = registry.functions.get(expression.name)?.naming;
      const [first] = expression.arguments;
      if (naming === undefined || first === undefined) return undefined;
      // The column that it finds stands where the call does; the value in its place stands behind.
      if (naming === 'found-column')
        return bound?.is === 'column' && bound.span.start === expression.span.start ? bound.name : undefined;
      if (typeof naming === 'object' && 'always' in naming) return naming.always;
      if (naming === 'only-argument' && expression.arguments.length !== 1) return undefined;
      const argument = impliedName(first.value, registry, { aggregate });
      if (argument === undefined) return undefined;
      return typeof naming === 'object' ? `${naming.prefix}_${argument}` : argument;
    }
    default:
      return undefined;
  }
}

/** Gives names that no column has yet: `a`, then `a1`, `a2` ... */
export class FreeNames {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  has(name: string): boolean {
    return this.taken.has(name);
  }

  /** Takes a name, with the next free number where it is taken. */
  take(wanted: string): string {
    let name = wanted;
    for (let number = 1; this.taken.has(name); number++) name = `${wanted}${number}`;
    this.taken.add(name);
    return name;
  }

  /** Takes the next free `Column1`, `Column2` ... */
  takeNumbered(): string {
    let number = 1;
    while (this.taken.has(`Column${number}`)) number++;
    return this.take(`Column${number}`);
  }
}
