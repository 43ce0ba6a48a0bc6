import type { Problem } from '../../base/problem.js';
import type { Expression, Operator, Statement } from './nodes.js';
import type { Tree } from './tree.js';

/** Turns Microsoft's nodes into ours; the tables of this folder call back through it for the parts of a node. */
export interface Translator {
  readonly text: string;
  kindOf(node: Tree): string;
  expression(node: Tree): Expression;
  operator(node: Tree): Operator;
  statement(node: Tree): Statement;
  report(problem: Problem): void;
}

/** How each kind of Microsoft's nodes becomes one of ours. */
export type Table<Ours> = Readonly<Record<string, (node: Tree, to: Translator) => Ours>>;

/** Microsoft's name of a kind in words: `GraphMatchOperator` is `graph-match`, `InlineExternalTableExpression` is `inline external table`. */
export function inWords(kind: string): string {
  const [, name, suffix] = /^(.+?)(Operator|Expression|Statement|)$/.exec(kind) as unknown as string[];
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, suffix === 'Operator' ? '-' : ' ').toLowerCase();
  return suffix === 'Statement' ? `${words} statement` : words;
}
