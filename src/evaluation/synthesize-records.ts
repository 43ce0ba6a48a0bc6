import { aggregateNamed, type Expression } from '../kql/index.js';
import type { Conditions } from './synthesize-conditions.js';
import { literalOf } from './synthesize-constants.js';
import { isPassing } from './synthesize-origins.js';
import {
  type Copies,
  columnOf,
  columnTest,
  type Made,
  type MadeRecord,
  type Reference,
  type Row,
} from './synthesize-rows.js';
import { DeadEnd, type Slot } from './synthesize-slots.js';
import { type At, timeText, type Values } from './synthesize-values.js';

/** Records by table, and items by watchlist, as a request has them. */
export interface PostedRecords {
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly watchlists: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** Records by the address that `externaldata` reads. */
  readonly externaldata: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

const mostRecords = 20_000;

/** Writes the records down, each as often as its copies ask; a value differs from copy to copy unless it has to be the same.
 * `externaldata` finds nothing at those of the addresses that no record is for. */
export function writtenRecords(
  records: readonly MadeRecord[],
  copies: readonly Copies[],
  values: Values,
  addresses: readonly string[],
): PostedRecords {
  const posted = {
    tables: {} as Record<string, Record<string, unknown>[]>,
    watchlists: {} as Record<string, Record<string, unknown>[]>,
    externaldata: Object.fromEntries(addresses.map((address): [string, Record<string, unknown>[]] => [address, []])),
  };
  const fixed = new Map(copies.map((each) => [each, each.fixed()]));
  for (const record of records) {
    const own = copies.filter((each) => each.records.includes(record));
    const total = own.reduce((product, { count }) => product * count, 1);
    if (total > mostRecords) throw new DeadEnd(`it takes ${total} records`);
    const into = posted[record.of];
    into[record.table] ??= [];
    for (let copy = 0; copy < total; copy++) {
      const numberOf = (slot: Slot) => {
        let [rest, number] = [copy, 0];
        for (const each of own) {
          const at = rest % each.count;
          rest = Math.floor(rest / each.count);
          if (fixed.get(each)?.has(slot.self) !== true) number = number * each.count + at;
        }
        return number;
      };
      into[record.table].push(
        Object.fromEntries([...record.slots].map(([name, slot]) => [name, cellOf(slot, numberOf, values)])),
      );
    }
  }
  return posted;
}

function cellOf(slot: Slot, at: At, values: Values): unknown {
  const value = values.of(slot, at);
  if (typeof value === 'object' && slot.self.isXml) return xmlOf(value);
  if (typeof value === 'object') return slot.self.isText || slot.self.type === 'string' ? JSON.stringify(value) : value;
  if (slot.self.isText && typeof value === 'string' && value.startsWith('"')) return JSON.stringify(value);
  if (typeof value !== 'number') return value;
  const type = values.typeOf(slot.self);
  if (type === 'datetime') return timeText(value);
  if (slot.self.type === 'string') return String(value);
  return type === 'string' ? String(value) : type === 'timespan' ? spanText(value) : value;
}

/** An object as the XML that `parse_xml` reads it from. */
function xmlOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return escaped(String(value ?? ''));
  return Object.entries(value)
    .flatMap(([tag, inner]) => (Array.isArray(inner) ? inner : [inner]).map((each) => elementOf(tag, each)))
    .join('');
}

function elementOf(tag: string, value: unknown): string {
  if (tag === '#text') return escaped(String(value));
  if (tag.startsWith('@')) return '';
  const attributes = Object.entries(typeof value === 'object' && value !== null ? value : {})
    .filter(([name]) => name.startsWith('@'))
    .map(([name, text]) => ` ${name.slice(1)}="${escaped(String(text))}"`);
  return `<${tag}${attributes.join('')}>${xmlOf(value)}</${tag}>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function spanText(ticks: number): string {
  const seconds = Math.floor(ticks / 10_000_000);
  const two = (part: number) => String(part).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  return `${days > 0 ? `${days}.` : ''}${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** An expression with the values of the first copy in the place of its columns; undefined where one of them is not known. */
export function withValues(
  { expression, row, scope }: Made,
  values: Values,
  conditions: Conditions,
  copies: readonly Copies[],
): Expression | undefined {
  const ofReference = (reference: Reference): Expression | undefined => {
    if (reference.is === 'constant') return literalOf(reference.constant);
    if (reference.is === 'opaque') return undefined;
    const slot = conditions.origins.slotOf(reference);
    if (slot !== undefined) return ofSlot(slot);
    return reference.is === 'made' ? withValues(reference, values, conditions, copies) : undefined;
  };
  const ofSlot = (slot: Slot): Expression => {
    const value = values.of(slot);
    const type = typeof value === 'object' ? 'dynamic' : values.typeOf(slot.self);
    return literalOf({ type: type === 'dynamic' && typeof value !== 'object' ? 'string' : type, value });
  };
  const numeric = (part: Expression) => {
    for (const slot of conditions.origins.slotsOf({ is: 'made', expression: part, row, scope }))
      slot.self.hint ??= 'long';
  };
  const replaced = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(replaced);
    if (typeof part !== 'object' || part === null) return part;
    const node = part as Expression;
    if (node.is === 'name') {
      const column = columnOf(node.name, row, scope);
      if (column === undefined) return node;
      const literal = ofReference(column);
      if (literal === undefined) throw new Unknown();
      return literal;
    }
    // What a function takes a value for is known before the value is chosen.
    if (node.is === 'call' && isPassing(node.name))
      conditions.origins.slotOf({ is: 'made', expression: node, row, scope });
    if (node.is === 'call' && node.name === 'toscalar') {
      const literal = ofReference(conditions.origins.scalarOf(node, scope));
      if (literal === undefined) throw new Unknown();
      return literal;
    }
    if (node.is === 'call' && columnTest.test(node.name)) {
      const literal = ofReference(conditions.origins.columnIfThere(node, row, scope));
      if (literal === undefined) throw new Unknown();
      return literal;
    }
    if (node.is === 'call' && row.group !== undefined && aggregateNamed(node.name) !== undefined)
      return ofAggregate(node, row, copies, replaced, numeric);
    if (node.is === 'binary' && /^[*/]$/.test(node.operator)) for (const side of [node.left, node.right]) numeric(side);
    return Object.fromEntries(Object.entries(node).map(([name, each]) => [name, replaced(each)]));
  };
  try {
    return replaced(expression) as Expression;
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

class Unknown extends Error {}

function ofAggregate(
  call: Extract<Expression, { is: 'call' }>,
  row: Row,
  copies: readonly Copies[],
  replaced: (part: unknown) => unknown,
  numeric: (part: Expression) => void,
): unknown {
  const of = call.arguments[0]?.value;
  if (/count|^cnt$/.test(call.name)) {
    const records = row.group?.records ?? [];
    const count = copies
      .filter((each) => each.records.some((record) => records.includes(record)))
      .reduce((product, each) => product * each.count, 1);
    return literalOf({ type: 'long', value: count });
  }
  if (of !== undefined && /^(sum|avg|stdev|variance|percentile)/.test(call.name)) numeric(of);
  const value = of === undefined ? undefined : replaced(of);
  if (value === undefined) throw new Unknown();
  if (!/^make_|^makeset|^makelist/.test(call.name)) return value;
  const span = call.span;
  return { is: 'call', name: 'pack_array', nameSpan: span, arguments: [{ value: value as Expression }], span };
}
