import { invariant } from '../../base/invariant.js';
import type { Span } from '../../base/span.js';

/** What we read of a node or token of Microsoft's tree. Its parts are read by name, with the functions below. */
export interface Tree {
  readonly Kind: number;
  /** Where the node's own text begins, behind the white space and comments before it. */
  readonly TextStart: number;
  readonly End: number;
  readonly ChildCount: number;
  GetChild(index: number): Tree | null;
}

/** A leaf of Microsoft's tree. */
export interface TokenTree extends Tree {
  readonly Text: string;
  /** The text that a string literal stands for. */
  readonly ValueText: string;
  /** The white space and comments before the token. */
  readonly Trivia: string;
}

/** The part of a node under Microsoft's name for it, which the grammar always has. */
export function part(node: Tree, name: string): Tree {
  const found = optional(node, name);
  invariant(found !== null, `a node of Microsoft's tree has the part ${name}`);
  return found;
}

/** The part of a node under Microsoft's name for it, where the grammar leaves it out at times. */
export function optional(node: Tree, name: string): Tree | null {
  return ((node as unknown as Record<string, Tree | null | undefined>)[name] ?? null) as Tree | null;
}

/** The elements of the list that is a part of a node, without their separators; none where the list is left out. */
export function items(node: Tree | null, name: string): Tree[] {
  const list = node && optional(node, name);
  const found: Tree[] = [];
  if (list === null) return found;
  for (let i = 0; i < list.ChildCount; i++) {
    const child = list.GetChild(i);
    if (child !== null) found.push(optional(child, 'Element') ?? child);
  }
  return found;
}

/** The text of a token that is a part of a node; empty where it is left out. */
export function word(node: Tree, name: string): string {
  return (optional(node, name) as TokenTree | null)?.Text ?? '';
}

/** The name that a name node stands for, without brackets and quotes. */
export function nameOf(node: Tree): string {
  return (node as unknown as { readonly SimpleName?: string }).SimpleName ?? '';
}

/** Where a node stands in the text, without the white space around it. */
export function spanOf(node: Tree): Span {
  return { start: node.TextStart, end: node.End };
}
