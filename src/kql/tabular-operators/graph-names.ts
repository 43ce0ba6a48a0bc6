import type { Span } from '../../base/span.js';
import { apply, bindCondition, bindScalar } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { literalOf } from '../plan/literals.js';
import type { Bound, ColumnReference, GraphFold, GraphVariable } from '../plan/nodes.js';
import { type PatternNames, type Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Call, Expression } from '../syntax/nodes.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';

/** What each node has beside its properties, by the function that reads it. */
export const nodeFacts: readonly ColumnDeclaration[] = [
  { name: '$node_degree_in', type: 'long' },
  { name: '$node_degree_out', type: 'long' },
  { name: '$node_id', type: 'string' },
];

/** The functions of one element. */
export const elementFunctions: ReadonlySet<string> = new Set(['labels', ...nodeFacts.map(({ name }) => name.slice(1))]);

/** The column that holds a property of an element. */
export const elementColumn = (element: string, property: string) => `${element}.${property}`;

/** An element's property as a relation has it, under another name. */
function renamed(reference: ColumnReference, name: string): ColumnReference {
  return { ...reference, name };
}

/** A fact of a node, or undefined where a call asks for none. */
function factOf(call: Call): ColumnDeclaration | undefined {
  return nodeFacts.find(({ name }) => name === `$${call.name}`);
}

const noLabels = (span: Span) => literalOf([], 'dynamic', span);

/** The names of a pattern while a clause of its operator is bound. */
export class ElementNames implements PatternNames {
  /** What `all`, `any` and `map` compute. */
  readonly folds: GraphFold[] = [];
  /** The folds that stand for a property of an edge of variable length. */
  private readonly direct = new Set<string>();

  constructor(
    private readonly variables: readonly GraphVariable[],
    private readonly graph: { readonly nodes: Relation; readonly edges: Relation },
    private readonly scope: Scope,
    private readonly binder: Binder,
  ) {}

  /** Whether the clause that is being bound is `project`. */
  projecting = false;

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  private find(name: string): GraphVariable | undefined {
    return this.variables.find((variable) => variable.name === name);
  }

  property(element: string, property: string, span: Span): Bound {
    const variable = this.find(element) as GraphVariable;
    const name: Expression = { is: 'name', name: property, span };
    const found = bindScalar(name, this.rowsOf(variable), Scope.root(), this.binder) as ColumnReference;
    if (variable.is !== 'path' || !this.projecting) return renamed(found, elementColumn(element, property));
    const fold = this.folded({ fold: 'map', over: 'edge', at: variable.at, value: found }, 'dynamic', span);
    this.direct.add(fold.name);
    return fold;
  }

  /** Whether an element has properties of which its bag is made. */
  hasProperties(element: string): boolean {
    return this.rowsOf(this.find(element) as GraphVariable).plan.columns.length > 0;
  }

  /** The bag of an element's properties without those that are null or empty; an array of such bags where its length is variable. */
  whole(element: string, span: Span): Bound {
    if (!this.projecting) return raise(problems.unsupported('a graph element as a value', span));
    const variable = this.find(element) as GraphVariable;
    const isPath = variable.is === 'path';
    const properties = this.rowsOf(variable).plan.columns.flatMap(({ name, type }): Bound[] => [
      literalOf(name, 'string', span),
      { is: 'column', name: isPath ? name : elementColumn(element, name), type, span },
    ]);
    const value = apply('pack_all', [literalOf(true, 'bool', span), ...properties], span, this.binder);
    return isPath ? this.folded({ fold: 'map', over: 'edge', at: variable.at, value }, 'dynamic', span) : value;
  }

  private rowsOf({ is }: GraphVariable): Relation {
    return is === 'node' ? this.graph.nodes : this.graph.edges;
  }

  /** Refuses an expression over the property of an edge of variable length as such: is it one for each edge, or one for all? */
  checkProjected(value: Bound, read: readonly string[]): void {
    if (value.is !== 'column' && read.some((name) => this.direct.has(name)))
      raise(problems.unsupported('an expression over an edge of variable length', value.span, 'use map()'));
  }

  call(call: Call): Bound {
    switch (call.name) {
      case 'all':
      case 'any':
      case 'map':
        return this.fold(call, call.name);
      case 'inner_nodes':
        return raise(
          problems.failed('KS109', "'inner_nodes' can only be the first argument of all, any and map.", call.span),
        );
      default:
        return this.fact(call);
    }
  }

  private fact(call: Call): Bound {
    const [argument] = call.arguments;
    const variable = argument?.value.is === 'name' ? this.find(argument.value.name) : undefined;
    const fact = factOf(call);
    if (variable === undefined || (fact !== undefined && variable.is !== 'node') || call.arguments.length > 1)
      return raise(problems.badArgument(call.name, 'one element of the pattern', call.span));
    if (fact === undefined) return noLabels(call.span);
    return { is: 'column', name: elementColumn(variable.name, fact.name), type: fact.type, span: call.span };
  }

  private fold(call: Call, fold: GraphFold['fold']): Bound {
    const [over, body] = call.arguments;
    if (over === undefined || body === undefined || call.arguments.length > 2)
      return raise(problems.wrongCount(call.name, 2, 2, call.arguments.length, call.span));
    const inner = over.value.is === 'call' && over.value.name === 'inner_nodes';
    const edge = over.value.is === 'call' && inner ? over.value.arguments[0]?.value : over.value;
    const variable = edge?.is === 'name' ? this.find(edge.name) : undefined;
    if (variable?.is !== 'path')
      return raise(problems.badArgument(call.name, 'an edge of variable length', over.value.span));
    const element = inner ? this.graph.nodes : this.graph.edges;
    const rows: Relation = { ...element, pattern: new InnerNames(this, inner) };
    const value =
      fold === 'map'
        ? bindScalar(body.value, rows, this.scope, this.binder)
        : bindCondition(body.value, rows, this.scope, this.binder);
    const type = fold === 'map' ? 'dynamic' : 'bool';
    return this.folded({ fold, over: inner ? 'inner' : 'edge', at: variable.at, value }, type, call.span);
  }

  private folded(fold: Omit<GraphFold, 'name'>, type: ScalarType, span: Span): ColumnReference {
    const name = `$${this.folds.length}`;
    this.folds.push({ ...fold, name });
    return { is: 'column', name, type, span };
  }
}

/** The names inside `all`, `any` and `map`: the properties are the rows' columns, and no other element can be read. */
class InnerNames implements PatternNames {
  constructor(
    private readonly outer: PatternNames,
    private readonly nodes: boolean,
  ) {}

  has(name: string): boolean {
    return this.outer.has(name);
  }

  property(element: string, property: string, span: Span): Bound {
    return raise(problems.unsupported('another element inside all, any or map', span, `${element}.${property}`));
  }

  whole(element: string, span: Span): Bound {
    return raise(problems.unsupported('another element inside all, any or map', span, element));
  }

  call(call: Call): Bound {
    const fact = factOf(call);
    if (call.name === 'labels' && call.arguments.length === 0) return noLabels(call.span);
    if (fact === undefined || call.arguments.length > 0 || !this.nodes)
      return raise(problems.unsupported(`${call.name} inside all, any or map`, call.span));
    return { is: 'column', name: fact.name, type: fact.type, span: call.span };
  }
}
