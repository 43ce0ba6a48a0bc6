/** An address with the length of its network's prefix, 32 for a lone address. */
export interface Ipv4 {
  readonly address: number;
  readonly bits: number;
}

const form = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})(?:\/(\d{1,2}))?$/;

/** Reads `192.0.2.1` or `192.0.2.0/24`; null for anything else, numbers with leading zeros too. */
export function parseIpv4(text: string): Ipv4 | null {
  const match = form.exec(text.trim());
  if (match === null) return null;
  const parts = match.slice(1, 5).map(Number);
  const bits = Number(match[5] ?? 32);
  if (bits > 32 || parts.some((part) => part > 255)) return null;
  return { address: ((parts[0] << 24) | (parts[1] << 16) | (parts[2] << 8) | parts[3]) >>> 0, bits };
}

/** The first bits of an address, the others zero. */
export function networkOf(address: number, bits: number): number {
  return bits === 0 ? 0 : (address & (-1 << (32 - bits))) >>> 0;
}

/** Narrows a network by one more prefix; null where that is none. */
export function withPrefix(range: Ipv4 | null, prefix = 32n): Ipv4 | null {
  if (range === null || prefix < 0n || prefix > 32n) return null;
  return { address: range.address, bits: Math.min(range.bits, Number(prefix)) };
}

/** Writes an address with dots. */
export function formatIpv4(address: number): string {
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.');
}

/** Whether an address lies in a network. */
export function contains(network: Ipv4, { address }: Ipv4): boolean {
  return networkOf(address, network.bits) === networkOf(network.address, network.bits);
}

/** Compares two addresses by the bits that both prefixes and the given one keep: -1, 0 or 1; null where one is none. */
export function compareIpv4(left: string, right: string, prefix?: bigint): number | null {
  const first = withPrefix(parseIpv4(left), prefix);
  const second = withPrefix(parseIpv4(right), prefix);
  if (first === null || second === null) return null;
  const bits = Math.min(first.bits, second.bits);
  return Math.sign(networkOf(first.address, bits) - networkOf(second.address, bits));
}
