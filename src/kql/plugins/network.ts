import { parseIpv4 } from '../scalar-functions/ip/ipv4.js';

/** The leading bits that all addresses of a network share, of 128; a lone address is a network of one. */
export interface Network {
  readonly address: bigint;
  readonly bits: number;
}

/** Reads an IPv4 address or network into the place that IPv6 has for it. */
export function networkOfIpv4(text: string): Network | null {
  const parsed = parseIpv4(text);
  return parsed && { address: 0xffff_0000_0000n | BigInt(parsed.address), bits: parsed.bits + 96 };
}

/** Reads an address or network of either kind; null for anything else. */
export function networkOfIpv6(text: string): Network | null {
  if (!text.includes(':')) return networkOfIpv4(text);
  const [address, length = '128', ...more] = text.trim().split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(length) || Number(length) > 128) return null;
  const value = parseIpv6(address);
  return value === null ? null : { address: value, bits: Number(length) };
}

function parseIpv6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(wordsOf)));
  const words = [...head, ...(tail ?? [])];
  const missing = 8 - words.length;
  if (words.includes(Number.NaN) || (tail === undefined ? missing !== 0 : missing < 1)) return null;
  const all = [...head, ...new Array<number>(tail === undefined ? 0 : missing).fill(0), ...(tail ?? [])];
  return all.reduce((value, word) => (value << 16n) | BigInt(word), 0n);
}

/** One word, or two of an IPv4 address at the end; NaN for what is neither. */
function wordsOf(part: string): number[] {
  if (/^[0-9a-f]{1,4}$/i.test(part)) return [Number.parseInt(part, 16)];
  const v4 = part.includes('/') ? null : parseIpv4(part);
  return v4 === null ? [Number.NaN] : [v4.address >>> 16, v4.address & 0xffff];
}

/** What networks stand for, found by an address in them. */
export class NetworkIndex {
  private readonly byLength = new Map<number, Map<bigint, number[]>>();

  add({ address, bits }: Network, row: number): void {
    const prefixes = this.byLength.get(bits) ?? new Map<bigint, number[]>();
    this.byLength.set(bits, prefixes);
    const prefix = prefixOf(address, bits);
    const rows = prefixes.get(prefix);
    if (rows === undefined) prefixes.set(prefix, [row]);
    else rows.push(row);
  }

  /** The rows of all networks that an address or network lies in, in the order they were added; null where it is wider than one of them. */
  find({ address, bits }: Network): number[] | null {
    const found: number[] = [];
    for (const [length, prefixes] of this.byLength) {
      if (length <= bits) found.push(...(prefixes.get(prefixOf(address, length)) ?? []));
      else if ([...prefixes.keys()].some((prefix) => prefix >> BigInt(length - bits) === prefixOf(address, bits)))
        return null;
    }
    return found.sort((a, b) => a - b);
  }
}

function prefixOf(address: bigint, bits: number): bigint {
  return address >> BigInt(128 - bits);
}
