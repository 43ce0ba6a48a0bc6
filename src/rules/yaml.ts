import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';
import { invariant } from '../base/invariant.js';

/** A text of the file; `literal` (a `|` block) keeps its lines, so that a place in it is a place in the file. */
export interface YamlScalar {
  readonly is: 'scalar';
  readonly at: number;
  readonly text: string;
  /** Neither text nor a value: nothing, `~` or `null` without quotes. */
  readonly empty: boolean;
  readonly literal: boolean;
  /** How many columns the block stands in, for a literal. */
  readonly indent: number;
}

interface YamlSequence {
  readonly is: 'sequence';
  readonly at: number;
  readonly items: YamlNode[];
}

export interface YamlMapping {
  readonly is: 'mapping';
  readonly at: number;
  readonly entries: { readonly key: YamlNode; readonly value: YamlNode }[];
}

export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

/** One YAML document; its root is null when it says nothing. */
interface YamlDocument {
  readonly at: number;
  readonly root: YamlNode | null;
}

/** The documents of a file, with what deserves a word. */
export interface YamlTree {
  readonly documents: readonly YamlDocument[];
  readonly aliases: number;
  readonly unknownAliases: readonly { readonly at: number; readonly name: string }[];
  readonly unquotedBraces: readonly { readonly at: number; readonly text: string }[];
}

type Open = { node: YamlSequence | YamlMapping; key: YamlNode | null; braces: string | null };

/**
 * Parses YAML, or JSON, which is YAML, into nodes that know their place; throws js-yaml's YAMLException.
 * Nodes behind aliases are shared, not copied.
 */
export function parseYaml(source: string): YamlTree {
  const documents: YamlDocument[] = [];
  const unknownAliases: { at: number; name: string }[] = [];
  const unquotedBraces: { at: number; text: string }[] = [];
  const stack: Open[] = [];
  let anchors = new Map<string, YamlNode>();
  let document: { at: number; root: YamlNode | null } | null = null;
  let aliases = 0;

  const place = (node: YamlNode) => {
    const parent = stack.at(-1);
    if (parent === undefined) {
      invariant(document !== null, 'a node stands in a document');
      document.root = node;
      document.at = node.at;
    } else if (parent.node.is === 'sequence') parent.node.items.push(node);
    else if (parent.key === null) parent.key = node;
    else {
      parent.node.entries.push({ key: parent.key, value: node });
      parent.key = null;
    }
  };
  const name = (event: { anchorStart: number; anchorEnd: number }, node: YamlNode) => {
    if (event.anchorStart >= 0) anchors.set(source.slice(event.anchorStart, event.anchorEnd), node);
  };

  let last = 0;
  for (const event of parseEvents(source, {})) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        document = { at: last, root: null };
        anchors = new Map();
        break;
      case EVENT_ID.SCALAR: {
        const node = scalar(source, event, last);
        last = Math.max(last, event.valueEnd);
        name(event, node);
        place(node);
        break;
      }
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        last = event.start;
        const is = event.type === EVENT_ID.SEQUENCE ? 'sequence' : 'mapping';
        const node = (is === 'sequence' ? { is, at: event.start, items: [] } : { is, at: event.start, entries: [] }) as
          | YamlSequence
          | YamlMapping;
        name(event, node);
        // `{{Title}}` is a mapping whose key is a mapping: nobody means that.
        const braces = source.startsWith('{{', event.start) ? /^\{\{[^{}]*\}\}/.exec(source.slice(event.start)) : null;
        stack.push({ node, key: null, braces: braces === null ? null : braces[0] });
        break;
      }
      case EVENT_ID.ALIAS: {
        aliases++;
        const anchor = source.slice(event.anchorStart, event.anchorEnd);
        const target = anchors.get(anchor);
        if (target === undefined) unknownAliases.push({ at: event.anchorStart, name: anchor });
        place(target ?? text(event.anchorStart, '', true));
        break;
      }
      case EVENT_ID.POP: {
        const open = stack.pop();
        if (open === undefined) {
          invariant(document !== null, 'a document was opened before it is closed');
          documents.push(document);
        } else if (open.braces === null) place(open.node);
        else {
          unquotedBraces.push({ at: open.node.at, text: open.braces });
          place(text(open.node.at, open.braces, false));
        }
        break;
      }
    }
  }
  return { documents, aliases, unknownAliases, unquotedBraces };
}

function scalar(source: string, event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>, last: number): YamlScalar {
  const value = event.valueStart < 0 ? '' : getScalarValue(source, event);
  const literal = event.style === SCALAR_STYLE.LITERAL_BLOCK;
  const empty = event.style === SCALAR_STYLE.PLAIN && /^(null|Null|NULL|~)?$/.test(value);
  const at = event.valueStart < 0 ? last : event.valueStart;
  return { is: 'scalar', at, text: value, empty, literal, indent: literal ? event.indent : 0 };
}

function text(at: number, value: string, empty: boolean): YamlScalar {
  return { is: 'scalar', at, text: value, empty, literal: false, indent: 0 };
}
