import { raise, unsupported } from '../../problems.js';
import { type Ipv4, parseIpv4 } from './ipv4.js';

/** An address of 128 bits with the length of its network's prefix. */
interface Ipv6 {
  readonly address: bigint;
  readonly bits: number;
  /** It is written as an IPv4 address, which a prefix then counts from. */
  readonly short: boolean;
}

const mapped = 0xffffn << 32n;

/** What stands before an IPv4 address at the end of a text, the address with its prefix, and that prefix alone. */
const ending = /^([0-9a-f:]*:|)(\d+(?:\.\d+){3}(\/.*)?)$/i;

/**
 * Reads an IPv6 or IPv4 address or network; null for anything else. An IPv4 address is mapped, with `::ffff:` before it or without;
 * after `::` it is in a network, and where it is asked for (`parse_ipv6_mask`).
 */
export function parseIpv6(text: string, mapsLone = false): Ipv6 | null {
  const plain = withoutZone(text.trim());
  const [, head, short, prefix] = ending.exec(plain) ?? [];
  if (short === undefined) return readNetwork(plain);
  const range = readEnding(short);
  if (range === null) return null;
  const maps = /^(?:::ffff:)?$/i.test(head) || (head === '::' && (mapsLone || prefix !== undefined));
  if (!maps) raise(unsupported('an IPv6 address that ends in an IPv4 address'));
  return { address: mapped | BigInt(range.address), bits: range.bits + 96, short: true };
}

/** Drops the zone of an address: `fe80::1%eth0`. */
function withoutZone(text: string): string {
  const [, address] = /^([0-9a-f.]*:[0-9a-f:.]*)%[^%/]+$/i.exec(text) ?? [];
  if (address === undefined && /^[0-9a-f:.]+%/i.test(text)) raise(unsupported('an IPv6 address with such a zone'));
  return address ?? text;
}

function readEnding(short: string): Ipv4 | null {
  if (/(?:^|\.)0\d/.test(short)) raise(unsupported('an IPv4 address with leading zeros as an IPv6 address'));
  return parseIpv4(short);
}

function readNetwork(text: string): Ipv6 | null {
  const [host, prefix, ...more] = text.split('/');
  if (more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) || Number(prefix ?? 0) > 128) return null;
  const address = readGroups(host);
  return address === null ? null : { address, bits: Number(prefix ?? 128), short: false };
}

/** Reads eight groups of hexadecimal digits, one run of zeros among them left out as `::`. */
function readGroups(text: string): bigint | null {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = halves.flat();
  const missing = 8 - groups.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null;
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const all = halves.length === 2 ? [...halves[0], ...new Array(missing).fill('0'), ...halves[1]] : groups;
  return BigInt(`0x${all.map((group) => group.padStart(4, '0')).join('')}`);
}

/** The number of bits that a given prefix keeps of an address, its own prefix aside; null where it is none. */
function keptBits({ short, bits }: Ipv6, prefix = 128n): number | null {
  if (prefix < 0n || prefix > 128n) return null;
  return Math.min(bits, short && prefix <= 32n ? Number(prefix) + 96 : Number(prefix));
}

function networkOf(address: bigint, bits: number): bigint {
  return (address >> BigInt(128 - bits)) << BigInt(128 - bits);
}

/** Writes an address, or the start of a network, in full; empty where it is none. */
export function fullIpv6(text: string): string {
  const [, head, short, prefix] = ending.exec(withoutZone(text.trim())) ?? [];
  if (!head || prefix !== undefined) return written(parseIpv6(text));
  const range = readEnding(short);
  const groups = range && `${(range.address >>> 16).toString(16)}:${(range.address & 0xffff).toString(16)}`;
  return groups === null ? '' : written(readNetwork(head + groups));
}

/** Writes the first bits of an address in full; empty where it is none. */
export function maskedIpv6(text: string, prefix: bigint): string {
  const range = parseIpv6(text, true);
  const bits = range === null ? null : keptBits(range, prefix);
  return written(range === null || bits === null ? null : { ...range, bits });
}

function written(range: Ipv6 | null): string {
  if (range === null) return '';
  const digits = networkOf(range.address, range.bits).toString(16).padStart(32, '0');
  return digits.replace(/....(?!$)/g, '$&:');
}

/** Compares two addresses by the bits that both prefixes and the given one keep: -1, 0 or 1; null where one is none. */
export function compareIpv6(left: string, right: string, prefix?: bigint): number | null {
  const first = parseIpv6(left);
  const second = parseIpv6(right);
  if (first === null || second === null) return null;
  if (prefix !== undefined && prefix <= 32n && first.short !== second.short)
    raise(unsupported('a prefix of at most 32 bits for an IPv4 and an IPv6 address'));
  const firstBits = keptBits(first, prefix);
  const secondBits = keptBits(second, prefix);
  if (firstBits === null || secondBits === null) return null;
  const bits = Math.min(firstBits, secondBits);
  const a = networkOf(first.address, bits);
  const b = networkOf(second.address, bits);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether an address lies in a network. */
export function contains(network: Ipv6, { address }: Ipv6): boolean {
  return networkOf(address, network.bits) === networkOf(network.address, network.bits);
}
