/** An address with the length of its network's prefix, 32 for a lone address. */
export interface Ipv4 {
  readonly address: number;
  readonly bits: number;
}

const form = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/** Reads `192.0.2.1` or `192.0.2.0/24`; null for anything else. */
export function parseIpv4(text: string): Ipv4 | null {
  const match = form.exec(text.trim());
  if (match === null) return null;
  const parts = match.slice(1, 5).map(Number);
  const bits = Number(match[5] ?? 32);
  if (bits > 32 || parts.some((part) => part > 255)) return null;
  return { address: ((parts[0] << 24) | (parts[1] << 16) | (parts[2] << 8) | parts[3]) >>> 0, bits };
}

/** Whether an address lies in a network; null where either is none. */
export function isWithin(address: string, network: string): boolean | null {
  const inner = parseIpv4(address);
  const outer = parseIpv4(network);
  if (inner === null || outer === null) return null;
  if (outer.bits === 0) return true;
  return inner.address >>> (32 - outer.bits) === outer.address >>> (32 - outer.bits);
}
