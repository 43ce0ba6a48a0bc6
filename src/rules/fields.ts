import { faults } from './problems.js';
import type { Reading } from './reading.js';
import type { YamlMapping, YamlNode, YamlScalar } from './yaml.js';

/** Reads the fields of a mapping as what they should be, and reports those that are something else. */
export class Fields {
  private readonly byName = new Map<string, YamlNode>();
  private readonly byLowerName = new Map<string, YamlNode>();

  constructor(
    readonly node: YamlMapping,
    readonly reading: Reading,
  ) {
    for (const { key, value } of node.entries) {
      if (key.is !== 'scalar') continue;
      const name = key.text.trim();
      if (this.byName.has(name)) reading.report(key.at, faults.duplicateKey(name));
      this.byName.set(name, value);
      this.byLowerName.set(name.toLowerCase(), value);
    }
  }

  /** The node of a field, whatever the case of its name; nothing where it says nothing. */
  find(name: string): YamlNode | undefined {
    const node = this.byName.get(name) ?? this.byLowerName.get(name.toLowerCase());
    return node === undefined || (node.is === 'scalar' && node.empty) ? undefined : node;
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  /** Where a field's value begins; the mapping's place if there is none. */
  at(name: string): number {
    return this.find(name)?.at ?? this.node.at;
  }

  scalar(name: string): YamlScalar | undefined {
    const node = this.find(name);
    if (node === undefined || node.is === 'scalar') return node;
    this.reading.report(node.at, faults.shape(name, 'a text', described(node)));
    return undefined;
  }

  /** A field's text without the space around it; nothing where that is empty. */
  text(name: string): string | undefined {
    return this.scalar(name)?.text.trim() || undefined;
  }

  flag(name: string): boolean | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
    this.reading.report(this.at(name), faults.choice(name, text, ['true', 'false']));
    return undefined;
  }

  /** The items of a list; a single value is a list of one. Empty items are reported and left out. */
  items(name: string): YamlNode[] {
    const node = this.find(name);
    if (node === undefined) return [];
    if (node.is !== 'sequence') {
      this.reading.report(node.at, faults.shape(name, 'a list', described(node)));
      return [node];
    }
    return node.items.filter((item) => {
      const isEmpty = item.is === 'scalar' && (item.empty || item.text.trim() === '');
      if (isEmpty) this.reading.report(item.at, faults.emptyItem(name));
      return !isEmpty;
    });
  }

  /** The texts of a list with their places; items that are no text are reported and left out. */
  scalars(name: string): YamlScalar[] {
    return this.items(name).filter((item): item is YamlScalar => {
      if (item.is !== 'scalar') this.reading.report(item.at, faults.shape(name, 'a list of texts', described(item)));
      return item.is === 'scalar';
    });
  }

  texts(name: string): string[] {
    return this.scalars(name).map((item) => item.text.trim());
  }

  /** The mappings of a list; other items are reported and left out. */
  mappings(name: string): Fields[] {
    const found: Fields[] = [];
    for (const item of this.items(name)) {
      if (item.is === 'mapping') found.push(new Fields(item, this.reading));
      else this.reading.report(item.at, faults.shape(name, 'a list of mappings', described(item)));
    }
    return found;
  }

  mapping(name: string): Fields | undefined {
    const node = this.find(name);
    if (node === undefined) return undefined;
    if (node.is === 'mapping') return new Fields(node, this.reading);
    this.reading.report(node.at, faults.shape(name, 'a mapping', described(node)));
    return undefined;
  }

  /** Pairs of a mapping whose values are texts. */
  pairs(): { name: string; value: string }[] {
    const found: { name: string; value: string }[] = [];
    for (const name of this.byName.keys()) {
      const value = this.text(name);
      if (value !== undefined) found.push({ name, value });
    }
    return found;
  }
}

export function described(node: YamlNode): string {
  return node.is === 'scalar' ? 'a text' : `a ${node.is === 'sequence' ? 'list' : 'mapping'}`;
}
